"""Pure work done beside this process, by a copy of it, where a second processor is free for it."""

import os
import pickle
import signal
import threading
import warnings
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

_Answer = TypeVar("_Answer")


class Beside(Generic[_Answer]):
    """One piece of work, begun when this is made. It may read anything and change nothing.

    What it needs is in the copy already; only its answer is handed over, so it must pickle. The
    copy ends without closing anything: the database stays this process's own. Where no copy is
    ``worth_it``, or none can be made, the work is done at once.
    """

    def __init__(self, work: Callable[[], _Answer], *, worth_it: bool) -> None:
        self._child, self._pipe = 0, -1
        self._done: list[_Answer] = []
        if worth_it and _can_be_copied():
            self._begin(work)
        else:
            self._done.append(work())

    def answer(self) -> _Answer:
        """What the work gave, once; waits for it. Raises what the work raised."""
        if not self._child:
            return self._done.pop()
        with os.fdopen(os.dup(self._pipe), "rb") as pipe:
            text = pipe.read()
        self._end()
        if not text:
            raise ChildProcessError("the copy of this process ended before its work was done")
        found, raised = pickle.loads(text)  # noqa: S301  # our own copy wrote it
        if raised is not None:
            raise raised
        return cast("_Answer", found)

    def give_up(self) -> None:
        """End work whose answer nobody will ask for any more; nothing where it was asked for."""
        if self._child:
            os.kill(self._child, signal.SIGKILL)
            self._end()

    def _begin(self, work: Callable[[], _Answer]) -> None:
        self._pipe, to_parent = os.pipe()
        with warnings.catch_warnings():
            # Newer Pythons warn of every thread, also of those that do not matter here.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child = os.fork()
        if not self._child:
            _work_and_vanish(work, to_parent)
        os.close(to_parent)

    def _end(self) -> None:
        os.close(self._pipe)
        os.waitpid(self._child, 0)
        self._child = 0


def _can_be_copied() -> bool:
    """A copy has one thread only: a lock that another of ours holds stays locked in it for good.

    Threads that libraries keep for themselves do not matter, for no work here goes through them.
    """
    try:
        return len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1
    except AttributeError:
        return False  # not Linux


def _work_and_vanish(work: Callable[[], Any], to_parent: int) -> None:
    try:
        with os.fdopen(to_parent, "wb") as pipe:
            pipe.write(_said(work))
    finally:
        os._exit(0)  # nothing that the parent has open is closed or flushed twice


def _said(work: Callable[[], Any]) -> bytes:
    try:
        return pickle.dumps((work(), None), protocol=pickle.HIGHEST_PROTOCOL)
    except BaseException as raised:  # noqa: BLE001  # the parent raises it
        return pickle.dumps((None, raised))
