"""Look for alarms in processes of their own, which no text can make hold the server up.

Two of them are forked before the server begins, so that they share the models' memory with it; by a process that does
nothing else and forks another one when one ends. They connect to the server over a socket in a folder of its own.
"""

from __future__ import annotations

import asyncio
import gc
import io
import json
import os
import signal
import socket
import struct
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import NoReturn

import numpy as np

from bot.nlu.language_detector import language_of
from bot.safety.alarm import Alarm
from bot.safety.finder import AlarmFinder
from bot.safety.patterns import with_circumstance
from knowledge.embedding_cache import Vector
from knowledge.sentence_encoder import DIMENSIONS, within_one_turn

WORKERS = 2
"""One that long texts never take, and one for them too."""
SECONDS_TO_SEARCH = 3.0
"""After how much processor time a worker counts as hanging, or when it has taken none for so long; a search takes some
tenths of a second, but longer on a busy machine.
"""
LEAST_PROGRESS = 0.02
SECONDS_BETWEEN_FORKS = 0.2
WARM_UP = (
    "A text of some length, without an alarm in it. " * 10,
    "I want to kill myself",
    "my husbnd has chest pane",
    "wnt 2 kll mysf",
    "I w a n t t o d i e",
    "iwanttokillmyself",
    "ich will mich umbringen",
    "¿qué es esta enfermedad y cómo se hereda?",
    "what is Marfan syndrome?",
)
"""Texts of all kinds that are read in a way of their own. What each way needs is loaded at its first text, which takes
some tenths of a second: in the workers it would be while a visitor waits, and not be shared.
"""
_LENGTH = struct.Struct("!I")
_LENGTHS = struct.Struct("!II")


@dataclass(frozen=True)
class Found:
    """Hold what a search found: an alarm, if any, and the embeddings of the texts that were read for it."""

    alarm: Alarm | None
    embedded: Mapping[str, Vector] = field(default_factory=dict)


class WorkerLost(RuntimeError):
    """A worker ended over a text, or before it."""


class WorkerHangs(WorkerLost):
    """A worker did not answer in time and was ended."""


def look_for_alarm(finder: AlarmFinder, text: str) -> Found:
    """Return what a text raises alarm about, with its circumstance and language."""
    with within_one_turn() as embedded:
        alarm = finder.find(text)
    if alarm is None:
        return Found(None, embedded)
    return Found(replace(with_circumstance(alarm, text), language=language_of(text)), embedded)


def warm_up(finder: AlarmFinder) -> None:
    """Have a finder load all that it needs; what is loaded before the workers are forked is shared with them."""
    for text in WARM_UP:
        look_for_alarm(finder, text)


@dataclass(eq=False)
class Worker:
    """Speak with one connected worker; one text at a time."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def find(self, text: str) -> Found:
        """Return what is found in a text; raise `WorkerLost` when the worker ends or hangs, and end it then."""
        try:
            self.writer.write(_packed_text(text))
            return await self._reply_unless_it_hangs()
        except WorkerHangs:
            raise
        except (OSError, RuntimeError, asyncio.IncompleteReadError) as problem:  # uvloop's for a closed connection
            self.end()
            raise WorkerLost("it ended") from problem

    async def _reply_unless_it_hangs(self) -> Found:
        replying = asyncio.ensure_future(self._reply())
        at_first = before = _processor_seconds(self.pid)
        while not (await asyncio.wait({replying}, timeout=SECONDS_TO_SEARCH))[0]:
            now = _processor_seconds(self.pid)
            if now - before < LEAST_PROGRESS or now - at_first > SECONDS_TO_SEARCH:
                replying.cancel()
                self.end()
                raise WorkerHangs("it hung")
            before = now
        return replying.result()

    @property
    def has_ended(self) -> bool:
        """Return whether the process has closed its connection."""
        return self.reader.at_eof() or self.writer.is_closing()

    def end(self) -> None:
        """End the process whatever it does; another one takes its place."""
        self.writer.close()
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    async def _reply(self) -> Found:
        of_words, of_vectors = _LENGTHS.unpack(await self.reader.readexactly(_LENGTHS.size))
        words = json.loads(await self.reader.readexactly(of_words))
        vectors = np.frombuffer(await self.reader.readexactly(of_vectors), np.float32).reshape(-1, DIMENSIONS)
        alarm = None if words["alarm"] is None else Alarm(**words["alarm"])
        return Found(alarm, dict(zip(words["texts"], vectors, strict=True)))


def _processor_seconds(pid: int) -> float:
    """Return what a process has taken of the processor; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class AlarmWorkers:
    """Hold the socket that workers connect to, and the process that forks them."""

    def __init__(self, socket_path: Path, listening: socket.socket) -> None:
        self.path = socket_path
        self._listening = listening
        self._server: asyncio.AbstractServer | None = None

    async def listen(self, connected: Callable[[Worker], None]) -> None:
        """Take connections as long as the loop runs, and hand each worker on."""

        async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            (pid,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
            connected(Worker(pid, reader, writer))

        self._server = await asyncio.start_unix_server(take, sock=self._listening)


@contextmanager
def alarm_workers(finder: AlarmFinder, count: int = WORKERS) -> Iterator[AlarmWorkers]:
    """Fork the workers of a finder, which end with the block or with this process.

    To be called before threads are started: a fork has the calling one alone.
    """
    warm_up(finder)
    with tempfile.TemporaryDirectory(prefix="rareguide-alarms-") as folder, socket.socket(socket.AF_UNIX) as listening:
        path = Path(folder) / "socket"
        listening.bind(str(path))
        listening.listen()
        read_end, write_end = os.pipe()
        gc.collect()
        gc.freeze()  # a collection would write to the shared pages
        if not os.fork():
            _fork_workers(finder, path, count, read_end)
        os.close(read_end)
        try:
            yield AlarmWorkers(path, listening)
        finally:
            os.close(write_end)


def _fork_workers(finder: AlarmFinder, path: Path, count: int, life: int) -> NoReturn:
    """Keep so many workers running until `life`, the reading end of a pipe, says that the server has ended."""
    try:
        _leave_the_server(life)
        running: set[int] = set()
        while not _is_over(life):
            if len(running) < count:
                running.add(_forked(lambda: _work(finder, path)))
                continue
            ended, _ = os.wait()
            running.discard(ended)
            time.sleep(SECONDS_BETWEEN_FORKS)
    finally:
        os._exit(0)


def _leave_the_server(life: int) -> None:
    """Let go of all that belongs to the server; the signals that end it are meant for it alone, and it ends us."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    os.closerange(3, life)
    os.closerange(life + 1, os.sysconf("SC_OPEN_MAX"))


def _is_over(life: int) -> bool:
    os.set_blocking(life, False)
    try:
        return os.read(life, 1) == b""
    except BlockingIOError:
        return False


def _forked(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    finally:
        os._exit(0)


def _work(finder: AlarmFinder, path: Path) -> None:
    """Answer one text after the other until the server closes the connection."""
    with socket.socket(socket.AF_UNIX) as wire:
        wire.connect(str(path))
        with wire.makefile("rwb") as stream:
            stream.write(_LENGTH.pack(os.getpid()))
            stream.flush()
            while (text := _next_text(stream)) is not None:
                stream.write(_packed_reply(look_for_alarm(finder, text)))
                stream.flush()


def _next_text(stream: io.BufferedRWPair) -> str | None:
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    return stream.read(*_LENGTH.unpack(length)).decode("utf-8", "surrogatepass")


def _packed_text(text: str) -> bytes:
    content = text.encode("utf-8", "surrogatepass")
    return _LENGTH.pack(len(content)) + content


def _packed_reply(found: Found) -> bytes:
    alarm = None if found.alarm is None else asdict(found.alarm)
    words = json.dumps({"alarm": alarm, "texts": list(found.embedded)}).encode()
    vectors = np.array(list(found.embedded.values()), np.float32).tobytes()
    return _LENGTHS.pack(len(words), len(vectors)) + words + vectors
