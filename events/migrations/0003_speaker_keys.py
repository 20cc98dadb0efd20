"""Each speaker gets a key: one column cannot get a different default for every row at once."""

import uuid

from django.db import migrations, models


def give_keys(apps, schema_editor):
    """Give every speaker there is a key of its own."""
    speakers = apps.get_model("events", "Speaker").objects.using(schema_editor.connection.alias)
    for speaker in speakers.filter(key=None).iterator():
        speaker.key = uuid.uuid4()
        speaker.save(update_fields=["key"])


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_link_requests_and_revivals'),
    ]

    operations = [
        migrations.AddField(
            model_name='speaker',
            name='key',
            field=models.UUIDField(default=None, editable=False, null=True),
            preserve_default=False,
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='speaker',
            name='key',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
