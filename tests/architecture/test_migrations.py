"""Migrations are named, and each room's form one line."""

from collections import Counter

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

LABELS = sorted(config.label for config in apps.get_app_configs() if config.name.startswith("plumbline."))


@pytest.mark.parametrize("label", LABELS)
def test_migrations_are_named_and_linear(label):
    loader = MigrationLoader(None, ignore_no_migrations=True)
    own = {key: migration for key, migration in loader.disk_migrations.items() if key[0] == label}
    assert [name for _, name in own if "_auto_" in name] == []
    parents = Counter(
        dependency for migration in own.values() for dependency in migration.dependencies if dependency[0] == label
    )
    assert [key for key, children in parents.items() if children > 1] == []
    assert len([key for key in own if key not in parents]) <= 1
