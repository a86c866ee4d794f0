"""The pages that join rooms: front page, signatories, an institution's public page, what needs you, a workspace."""
