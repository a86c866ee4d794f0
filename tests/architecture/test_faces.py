"""Fences that an import linter cannot see: rooms use each other's faces only, and models point downstairs only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

SOURCE = Path(__file__).resolve().parents[2] / "src" / "plumbline"
FLOORS = ("foundation", "platform", "institutions", "workforce", "journey", "sharing", "portal")
ORDER = {
    "platform": ("audit", "jobs", "files", "notifications", "texts", "accounts", "questionnaires"),
    "journey": ("evidence", "plans", "assessments", "intake", "submissions"),
    "workforce": ("register",),
}
FACES = {"models", "queries", "rules", "operations", "exports"}
MORE_FACES = {
    "institutions": {"actor", "access", "pages"},
    "platform.files": {"serving"},
    "platform.texts": {"pages"},
    "platform.questionnaires": {
        "checking",
        "definition",
        "differences",
        "editing",
        "faults",
        "imports",
        "kinds",
        "reference",
    },
    "platform.notifications": {"kinds"},
    "journey.intake": {"reading"},
    "journey.plans": {"drafts"},
    "journey.assessments": {"drafts"},
}


def room_of(module: str) -> str | None:
    """The room that a dotted module under `plumbline` belongs to; None for foundation, config and the floors."""
    parts = module.split(".")[1:]
    if not parts or parts[0] in {"foundation", "config"}:
        return None
    if parts[0] == "institutions":
        return "institutions"
    return ".".join(parts[:2]) if len(parts) > 1 else None


def imports() -> Iterator[tuple[Path, str, str]]:
    """Every import of the product's own code: file, importing module, imported module (names of packages resolved)."""
    for path in sorted(SOURCE.rglob("*.py")):
        relative = path.relative_to(SOURCE.parent)
        if {"tests", "migrations"} & set(relative.parts):
            continue
        module = ".".join(relative.with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("plumbline"):
                for alias in node.names:
                    inner = SOURCE.parent.joinpath(*node.module.split("."), alias.name)
                    is_module = inner.is_dir() or inner.with_suffix(".py").exists()
                    yield path, module, f"{node.module}.{alias.name}" if is_module else node.module
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.name.startswith("plumbline"):
                        yield path, module, alias.name


def test_rooms_use_each_others_faces_only():
    trespasses = []
    for path, module, imported in imports():
        room, other = room_of(module), room_of(imported)
        if other is None or room == other or module.startswith("plumbline.config"):
            continue
        inside = imported.split(".")[len(other.split(".")) + 1 :]
        allowed = FACES | MORE_FACES.get(other, set())
        if not inside or inside[0] not in allowed:
            trespasses.append(f"{path.relative_to(SOURCE)}: {imported}")
    assert trespasses == []


def test_only_urls_import_views():
    trespasses = [
        f"{path.relative_to(SOURCE)}: {imported}"
        for path, module, imported in imports()
        if ".views" in imported and not module.endswith(".urls") and ".views" not in module and ".config." not in module
    ]
    assert trespasses == []


def height(label_path: str) -> tuple[int, int]:
    """How high a model's module stands: floor, then its place in the order of that floor."""
    parts = label_path.split(".")[1:]
    order = ORDER.get(parts[0], ())
    return FLOORS.index(parts[0]), order.index(parts[1]) if len(parts) > 1 and parts[1] in order else 0


OURS = [model for model in apps.get_models() if model.__module__.startswith("plumbline.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_model_points_downstairs_only(model):
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and field.related_model.__module__.startswith("plumbline.")
        and height(field.related_model.__module__) > height(model.__module__)
    ]
    assert upward == []
