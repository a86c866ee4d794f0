"""`./plumbline manage …`: Django's own commands."""

from django.core.management import execute_from_command_line


def main(arguments: list[str]) -> int:
    """Run one of Django's commands with `arguments`."""
    execute_from_command_line(["plumbline manage", *arguments])
    return 0
