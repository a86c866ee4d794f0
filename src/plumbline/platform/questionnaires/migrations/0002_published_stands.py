"""Keeps a published form as it is, by trigger."""

from django.db import migrations

from plumbline.platform.questionnaires import triggers


def install(_apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(_apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0001_first")]

    operations = [migrations.RunPython(install, remove, elidable=False)]
