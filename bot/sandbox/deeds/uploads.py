"""Files on their way in: from a multipart request or from a human's hand."""

import mimetypes
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import quote

from bot.sandbox.world import (
    MAX_FILE_BYTES,
    MAX_FILES,
    ApiError,
    Fault,
    Form,
    Json,
    StoredFile,
    World,
    clean_name,
    title_of,
)

_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has not been stored yet."""

    filename: str
    content_type: str
    data: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Check the size against Discord's limit.

        Raises:
            ApiError: The file is larger than 10 MiB.
        """
        if len(self.data) > MAX_FILE_BYTES:
            raise ApiError(Fault.FILE_TOO_LARGE)


Uploads: TypeAlias = dict[str, Upload]  # by the number in the form's field name: `files[0]` is "0"


def store(world: World, channel_id: int, upload: Upload, *, ephemeral: bool = False) -> StoredFile:
    """Return a file as it is kept from now on."""
    return store_described(world, channel_id, upload, None, ephemeral=ephemeral)


def store_described(
    world: World, channel_id: int, upload: Upload, description: str | None, *, ephemeral: bool
) -> StoredFile:
    """Return a file as it is kept from now on, with what its sender says of it."""
    file = StoredFile(
        world.ids.next(),
        channel_id,
        clean_name(upload.filename),
        _kind(upload),
        upload.data,
        description,
        ephemeral,
        title_of(upload.filename),
    )
    world.files.put(file)
    return file


def _kind(upload: Upload) -> str:
    """Return the kind of a file: as its sender says, else by its name, as Discord finds it.

    A client that says nothing, as discord.py does, has its pictures shown all the same.
    """
    if upload.content_type != _UNKNOWN:
        return upload.content_type
    return mimetypes.guess_type(upload.filename)[0] or _UNKNOWN


def file_url(world: World, file: StoredFile) -> str:
    """Return the address of a file, which holds its key: a file's door asks for nothing else."""
    place = f"{world.base_url}/attachments/{file.channel_id}/{file.id}/{quote(file.filename)}"
    return f"{place}?hm={file.key}"  # Discord, too, signs a file's address, in `hm`


def attach(
    world: World, channel_id: int, body: Json, uploads: Uploads, *, ephemeral: bool = False
) -> tuple[StoredFile, ...]:
    """Return the new files of a message's body, stored.

    A file named in `attachments` takes its description and name from there; files beside a body
    that names none are taken as they are.
    """
    form = Form()
    form.no_more("attachments", list(uploads), MAX_FILES)
    form.check()
    listed = {str(entry["id"]): entry for entry in body.get("attachments") or []}
    stored = []
    for number, upload in uploads.items():
        description = listed.get(number, {}).get("description")
        stored.append(store_described(world, channel_id, upload, description, ephemeral=ephemeral))
    return tuple(stored)
