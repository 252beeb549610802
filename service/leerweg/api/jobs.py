"""Long questions: asked at one address, followed at another, their answer given once and then forgotten.

A job and its answer are in memory alone, under a name that nobody can guess, and for a stated time at most.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel

from leerweg.api.manners import BODILESS
from leerweg.api.workers import Workers
from leerweg.errors import LeerwegError, UnknownTermError, WorkLimitError

__all__ = ["Answer", "Job", "JobModel", "JobState", "Jobs", "jobs_router"]

_KEPT_SECONDS = 600.0
_MOST_JOBS = 5
_MOST_ANSWERS = 20
_NO_STORE = {"Cache-Control": "no-store"}


class JobState(StrEnum):
    """What a job is at: `waiting` or `running`, or at its end `done`, `failed` or `cancelled`."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Answer:
    """What a job leads to: a body, its media type, and the status and headers it is sent with."""

    content: bytes
    media_type: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class JobModel(BaseModel):
    """A job: its state, how much of it is done, and where its answer will be, for `keptSeconds` after its end."""

    id: str
    state: JobState
    done: int
    total: int
    result: str
    keptSeconds: float  # noqa: N815  # the name on the wire


class Job:
    """A job under way; the work itself calls `step` after each part."""

    def __init__(self, total: int) -> None:
        self.id = secrets.token_urlsafe(24)
        self.state = JobState.WAITING
        self.done = 0
        self.total = total
        self.answer: Answer | None = None
        self.error: LeerwegError | None = None

    def step(self) -> bool:
        """Count one part as done; False when nobody wants the rest any more."""
        self.done += 1
        return self.state is not JobState.CANCELLED

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Jobs:
    """Runs jobs one after the other, beside the questions that people wait for, and keeps their answers a while."""

    def __init__(self, kept_seconds: float = _KEPT_SECONDS) -> None:
        self.kept_seconds = kept_seconds
        self._workers = Workers(1)
        self._jobs: dict[str, Job] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, total: int, work: Callable[[Job], Answer]) -> Job:
        """A new job of so many parts. Raises WorkLimitError when too many are under way or wait to be fetched."""
        under_way = sum(not job.ended for job in self._jobs.values())
        if under_way >= _MOST_JOBS or len(self._jobs) >= _MOST_ANSWERS:
            raise WorkLimitError("Too many long questions are under way.", remedy="Ask again in a few minutes.")
        job = Job(total)
        self._jobs[job.id] = job
        task = asyncio.get_running_loop().create_task(self._run(job, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    def find(self, name: str) -> Job:
        """The job of this name; raises UnknownTermError when there is none, or no longer."""
        if name not in self._jobs:
            raise UnknownTermError(
                "There is no such job here, or no longer.",
                remedy=f"An answer is given once, and kept for {self.kept_seconds / 60:g} minutes at most.",
            )
        return self._jobs[name]

    def take(self, name: str, *, keep: bool = False) -> Answer:
        """The answer of a job that ended, which is then forgotten unless `keep`; raises what the work raised."""
        job = self.find(name)
        if not job.ended:
            raise WorkLimitError("This job is still under way.", remedy="Follow its progress and ask again later.")
        if not keep:
            del self._jobs[name]
        if job.error is not None:
            raise job.error
        if job.answer is None:
            raise UnknownTermError("This job was cancelled; there is no answer.")
        return job.answer

    def cancel(self, name: str) -> None:
        """Stop a job at its next part, and forget it."""
        self.find(name).state = JobState.CANCELLED
        del self._jobs[name]

    def model(self, job: Job) -> JobModel:
        """The job as it is told over HTTP."""
        return JobModel(
            id=job.id,
            state=job.state,
            done=job.done,
            total=job.total,
            result=f"/api/v1/jobs/{job.id}/result",
            keptSeconds=self.kept_seconds,
        )

    def stop(self) -> None:
        """Stop every job at its next part, because the service ends."""
        for name in list(self._jobs):
            self.cancel(name)

    async def _run(self, job: Job, work: Callable[[Job], Answer]) -> None:
        def begin() -> Answer | None:
            if job.state is JobState.CANCELLED:
                return None
            job.state = JobState.RUNNING
            return work(job)

        try:
            job.answer = await self._workers.run(begin)
            ended = JobState.DONE
        except LeerwegError as error:
            job.error, ended = error, JobState.FAILED
        except Exception as defect:
            job.error, ended = LeerwegError("The work could not be finished."), JobState.FAILED
            raise defect from None
        finally:
            if job.state is not JobState.CANCELLED:
                job.state = ended
            asyncio.get_running_loop().call_later(self.kept_seconds, self._jobs.pop, job.id, None)


_Name = Annotated[str, Path(max_length=100, description="The name that the job got when it was started.")]


def jobs_router(jobs: Jobs) -> APIRouter:
    """The addresses at which jobs are followed, fetched and cancelled; with the service they end."""

    @asynccontextmanager
    async def ending(_application: object) -> AsyncIterator[None]:
        yield
        jobs.stop()

    router = APIRouter(prefix="/api/v1/jobs", tags=["operation"], lifespan=ending)

    @router.get("/{id}", summary="How far a job is", response_model=JobModel)
    async def follow(id: _Name, response: Response) -> JobModel:  # noqa: A002  # the address has it so
        """The state of a job. Nobody but who started it knows its name."""
        response.headers.update(_NO_STORE)
        return jobs.model(jobs.find(id))

    @router.delete("/{id}", summary="Stop a job", status_code=204, response_class=Response)
    async def cancel(id: _Name) -> Response:  # noqa: A002  # the address has it so
        """The job stops at its next part and is forgotten, with what it found so far."""
        jobs.cancel(id)
        return Response(status_code=204, headers=_NO_STORE)

    @router.get("/{id}/result", summary="The answer of a job, once", response_class=Response)
    async def fetch(request: Request, id: _Name) -> Response:  # noqa: A002  # the address has it so
        """The answer, in the form that was asked for when the job was started; it is then forgotten."""
        answer = jobs.take(id, keep=bool(request.scope.get(BODILESS)))
        headers = {**_NO_STORE, **answer.headers, "Content-Type": answer.media_type}
        return Response(answer.content, status_code=answer.status, headers=headers)

    return router
