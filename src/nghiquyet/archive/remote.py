"""Documents behind a URL, through fsspec if it is installed, else through pyarrow.fs (S3, HDFS, GCS)."""

from collections.abc import Iterator
from functools import cache
from typing import IO, Any, cast

Found = tuple[str, int, str, str | None]


def is_url(name: str) -> bool:
    """Tell whether a name is a URL ("s3://bucket/a.docx"), not a path."""
    scheme, mark, _ = name.partition("://")
    return bool(mark) and scheme.replace("+", "").replace("-", "").isalnum()


def walk_url(url: str) -> Iterator[Found]:
    """Yield (name, size, stamp, problem) for a file or for everything below a folder, sorted by name."""
    try:
        system, path, fsspec_like = _system(url)
        found = _walk_fsspec(system, path) if fsspec_like else _walk_arrow(system, path)
    except ImportError:
        raise
    except Exception as error:  # each service has errors of its own
        yield url, -1, "", f"{type(error).__name__}: {' '.join(str(error).split())}"
        return
    prefix = url.partition("://")[0] + "://"
    if not found:
        yield url, -1, "", "no such file or folder"
    for where, size, stamp in sorted(found):
        yield (where if "://" in where else prefix + where), size, stamp, None


def open_url(url: str) -> IO[bytes]:
    """Open the document at *url* for reading."""
    system, path, fsspec_like = _system(url)
    return cast(IO[bytes], system.open(path, "rb") if fsspec_like else system.open_input_file(path))


def _system(url: str) -> tuple[Any, str, bool]:
    try:
        import fsspec
    except ImportError:
        pass
    else:
        system, path = fsspec.core.url_to_fs(url)
        return system, path, True
    try:
        from pyarrow.fs import FileSystem
    except ImportError:
        raise ModuleNotFoundError("reading URLs needs fsspec or pyarrow: pip install 'nghiquyet[remote]'") from None
    scheme, _, rest = url.partition("://")
    bucket = rest.partition("/")[0]
    system = _arrow(f"{scheme}://{bucket}" if scheme != "file" else "file:///")
    path = FileSystem.from_uri(url)[1] if scheme in ("file", "hdfs", "viewfs") else rest.partition("?")[0]
    return system, path, False


@cache
def _arrow(root: str) -> Any:
    from pyarrow.fs import FileSystem

    return FileSystem.from_uri(root)[0]


def _walk_fsspec(system: Any, path: str) -> list[tuple[str, int, str]]:
    listing = system.find(path, detail=True)
    return [(name, int(info.get("size") or -1), _stamp(info)) for name, info in listing.items()]


def _stamp(info: dict[str, Any]) -> str:
    for key in ("ETag", "etag", "md5Hash", "mtime", "LastModified", "last_modified", "modified", "created"):
        if info.get(key):
            return str(info[key])
    return ""


def _walk_arrow(system: Any, path: str) -> list[tuple[str, int, str]]:
    from pyarrow.fs import FileSelector, FileType

    info = system.get_file_info([path])[0]
    if info.type == FileType.NotFound:
        return []
    infos = [info] if info.type == FileType.File else system.get_file_info(FileSelector(path, recursive=True))
    return [(i.path, i.size, str(i.mtime_ns or "")) for i in infos if i.type == FileType.File]
