"""The look: templates, components, style sheet and the few scripts that every page shares. It knows no domain."""
