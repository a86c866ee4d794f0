"""The triggers that keep a published form as it is, on SQLite and on PostgreSQL. A migration that makes SQLite build
the table again must install them again: a test looks for them."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "A published form is never edited."
KEPT = ("owner", "scope", "key", "version", "title", "wording", "confirmed", "definition")


def _changed(different: str) -> str:
    return " OR ".join(f"NEW.{column} {different} OLD.{column}" for column in KEPT)


_INSTALL = {
    "sqlite": [
        f"""CREATE TRIGGER questionnaires_form_stands BEFORE UPDATE ON questionnaires_form
            WHEN OLD.state <> 'draft' AND ({_changed("IS NOT")} OR NEW.state = 'draft')
            BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    ],
    "postgresql": [
        f"""CREATE OR REPLACE FUNCTION questionnaires_form_refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$""",
        f"""CREATE TRIGGER questionnaires_form_stands BEFORE UPDATE ON questionnaires_form
            FOR EACH ROW WHEN (OLD.state <> 'draft' AND ({_changed("IS DISTINCT FROM")} OR NEW.state = 'draft'))
            EXECUTE FUNCTION questionnaires_form_refuse()""",
    ],
}
_REMOVE = {
    "sqlite": ["DROP TRIGGER IF EXISTS questionnaires_form_stands"],
    "postgresql": ["DROP TRIGGER IF EXISTS questionnaires_form_stands ON questionnaires_form"],
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Refuse every change to what is published. A database that we have no trigger for is refused, not trusted."""
    _run(connection, _INSTALL)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Undo `install`, for going back a migration."""
    _run(connection, _REMOVE)


def _run(connection: BaseDatabaseWrapper, statements: dict[str, list[str]]) -> None:
    if connection.vendor not in statements:
        raise NotImplementedError(f"Forms have no triggers for {connection.vendor}.")
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
