"""Installs the triggers anew: on SQLite an entry could be replaced by inserting one with its number."""

from django.db import migrations

from plumbline.platform.audit import triggers


def install_anew(_apps, schema_editor):
    triggers.remove(schema_editor.connection)
    triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [migrations.RunPython(install_anew, migrations.RunPython.noop, elidable=False)]
