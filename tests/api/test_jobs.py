"""Long questions: started here, followed there, answered once, and nothing of them is kept."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from leerweg.api.jobs import Answer, Jobs, JobState
from leerweg.errors import InputError, UnknownTermError, WorkLimitError

ACTIVITY = b"<http://example.org/id/L%d> a <https://w3id.org/leerweg/ns#LearningActivity> ."


@pytest.fixture
def start(client):
    """Starts a job on so many files."""

    def start(count, headers=None, **parameters):
        files = [("file", (f"{number}.ttl", ACTIVITY % number, "text/turtle")) for number in range(count)]
        return client.post("/api/v1/validate", files=files, headers=headers, params=parameters)

    return start


@pytest.fixture
def ended(client):
    """Follows a job to its end; the steps that were seen."""

    def follow(address):
        seen = []
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            job = client.get(address).json()
            seen.append(job)
            if job["state"] in ("done", "failed", "cancelled"):
                return seen
            time.sleep(0.05)
        raise AssertionError(seen[-1])

    return follow


def test_many_files_become_a_job(client, start, ended, is_problem):
    """202, a place to follow it, its progress, and all reports: once."""
    accepted = start(11)
    assert accepted.status_code == 202, accepted.text
    address = accepted.headers["location"]
    seen = ended(address)
    assert (seen[-1]["done"], seen[-1]["total"], seen[-1]["keptSeconds"]) == (11, 11, 600)
    assert [job["done"] for job in seen] == sorted(job["done"] for job in seen)
    assert client.head(seen[-1]["result"]).status_code == 422  # a look at the headers takes nothing away
    answer = client.get(seen[-1]["result"])
    assert answer.status_code == 422
    assert answer.headers["cache-control"] == "no-store"
    assert [report["name"] for report in answer.json()["reports"]] == [f"{number}.ttl" for number in range(11)]
    is_problem(client.get(seen[-1]["result"]), 404)
    is_problem(client.get(address), 404)


def test_a_client_that_does_not_want_to_wait_gets_a_job(client, start, ended):
    """`Prefer: respond-async` works for one file too, in any form."""
    accepted = start(1, {"Prefer": "respond-async, wait=5"}, format="junit")
    assert accepted.status_code == 202
    result = client.get(ended(accepted.headers["location"])[-1]["result"])
    assert result.headers["content-type"] == "application/junit+xml"


def test_a_job_can_be_stopped(client, start, is_problem):
    """DELETE ends it; nobody finds it again."""
    address = start(40).headers["location"]
    assert client.delete(address).status_code == 204
    is_problem(client.get(address), 404)
    is_problem(client.delete(address), 404)


def test_a_job_that_fails_says_why(client, start, ended, is_problem):
    """What the answer would have been is a problem instead."""
    files = [("file", ("a.ttl", b"<a> <b> ", "text/turtle"))]
    accepted = client.post(
        "/api/v1/validate", files=files, headers={"Prefer": "respond-async"}, params={"format": "csv"}
    )
    seen = ended(accepted.headers["location"])
    assert seen[-1]["state"] == "failed"
    problem = is_problem(client.get(seen[-1]["result"]), 400)
    assert problem["where"].startswith("a.ttl, line 1")


def test_names_of_jobs_cannot_be_guessed(start, client, is_problem):
    """A name is long and random, and an invented one leads nowhere."""
    names = {start(1, {"Prefer": "respond-async"}).json()["id"] for _ in range(3)}
    assert len(names) == 3
    assert all(len(name) >= 32 for name in names)
    for path in ("/api/v1/jobs/1", "/api/v1/jobs/1/result"):
        is_problem(client.get(path), 404)


def test_progress_is_never_from_a_cache(start, client):
    """A job's address has no tag by which an old answer could be taken for a new one."""
    answer = client.get(start(1, {"Prefer": "respond-async"}).headers["location"])
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def run(scenario):
    # In a thread of its own: where a browser is being tested beside it, this one has a loop already.
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(asyncio.run, scenario).result()


async def until(condition):
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


def test_an_answer_that_nobody_fetches_is_forgotten():
    """After the stated time nothing of it is left in memory."""

    async def scenario():
        jobs = Jobs(kept_seconds=0.05)
        job = jobs.start(1, lambda _: Answer(b"x", "text/plain"))
        await until(lambda: job.ended)
        assert job.state is JobState.DONE
        await asyncio.sleep(0.2)
        with pytest.raises(UnknownTermError, match="no longer"):
            jobs.find(job.id)

    run(scenario())


def test_too_many_jobs_are_refused_at_once():
    """A queue without end is never built up."""

    async def scenario():
        jobs = Jobs()
        hold = [True]

        def wait(job):
            while hold[0] and job.step():
                time.sleep(0.01)
            return Answer(b"", "text/plain")

        for _ in range(5):
            jobs.start(1, wait)
        with pytest.raises(WorkLimitError, match="Too many long questions"):
            jobs.start(1, wait)
        hold[0] = False
        await until(lambda: all(job.ended for job in jobs._jobs.values()))

    run(scenario())


def test_a_job_stops_when_the_service_does():
    """Nothing keeps a service from ending."""

    async def scenario():
        jobs = Jobs()
        steps = []

        def work(job):
            while job.step():
                steps.append(1)
                time.sleep(0.005)
            return Answer(b"", "text/plain")

        job = jobs.start(1_000_000, work)
        await until(lambda: steps)
        jobs.stop()
        await asyncio.sleep(0.1)
        told = len(steps)
        await asyncio.sleep(0.1)
        assert len(steps) == told
        assert job.state is JobState.CANCELLED

    run(scenario())


def test_an_answer_before_its_time_is_asked_again():
    """Whoever fetches too early is told so, and the job goes on."""

    async def scenario():
        jobs = Jobs()
        hold = [True]

        def work(_):
            while hold[0]:
                time.sleep(0.01)
            raise InputError("no")

        job = jobs.start(1, work)
        with pytest.raises(WorkLimitError, match="under way"):
            jobs.take(job.id)
        hold[0] = False
        await until(lambda: job.ended)
        with pytest.raises(InputError, match="no"):
            jobs.take(job.id)

    run(scenario())
