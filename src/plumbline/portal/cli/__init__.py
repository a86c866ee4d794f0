"""Commands for operators: one module a command, each with `main(arguments) -> exit code`."""
