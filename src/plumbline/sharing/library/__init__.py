"""The library: what institutions choose to show everybody, frozen and numbered."""
