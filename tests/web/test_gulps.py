"""Held back or not: who is cut off anywhere and resumes at the last id misses nothing."""

import json
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from emergence.ports.bus import Delivery, Gulp
from emergence.protocol import Event, Pong, ReplyDelta, ReplyDone, frame
from emergence.web.gulps import Gulps

THREADS = ("near", "far", "farther")


@dataclass
class World:
    """What was told on a channel: three replies, each in its thread, that grow word by word and end."""

    told: list[Delivery] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=lambda: dict.fromkeys(THREADS, ""))

    def tell(self, event: Event) -> None:
        name = f"e-{len(self.told) + 1}"
        self.told.append(Delivery(name, event, frame(event, name)))

    def grow(self, thread: str) -> None:
        word = f"{len(self.told)} "
        self.tell(ReplyDelta(thread_id=thread, message_id=thread, at=len(self.texts[thread]), text=word))
        self.texts[thread] += word

    def after(self, name: str) -> list[Delivery]:
        number = name.removeprefix("e-").partition(".")[0]
        return self.told[int(number) :] if number.isdigit() else self.told


def world(steps: list[str]) -> World:
    made = World()
    for step in steps:
        if step == "pong":
            made.tell(Pong())
        else:
            made.grow(step)
    for thread in THREADS:
        made.tell(ReplyDone(thread_id=thread, message_id=thread, finish="stop", length=len(made.texts[thread])))
    return made


def frames(deliveries: list[Delivery], sizes: list[int]) -> list[dict[str, object]]:
    """What goes down, taken in gulps of these sizes; after the odd ones what was held is due."""
    gulps, sent = Gulps(), []
    gulps.come_near("near")
    while deliveries:
        size = sizes[len(sent) % len(sizes)]
        taken, deliveries = deliveries[:size], deliveries[size:]
        due = [Delivery(f"{taken[-1].id}.due", Gulp(), "")] if size % 2 else []
        sent += [json.loads(text) for text in gulps.frames([*taken, *due])]
    return sent


def read(sent: list[dict[str, object]], texts: dict[str, str]) -> dict[str, str]:
    """The replies as the page puts them together: each delta at its place, none beyond the end."""
    for told in sent:
        if told["type"] == "reply.delta":
            at, text, thread = int(str(told["at"])), str(told["text"]), str(told["thread_id"])
            assert at <= len(texts[thread])
            texts[thread] = texts[thread][:at] + text if at + len(text) > len(texts[thread]) else texts[thread]
    return texts


STEPS = st.lists(st.sampled_from([*THREADS, "pong"]), max_size=40)
SIZES = st.lists(st.integers(1, 7), min_size=1, max_size=5)


@given(STEPS, SIZES)
def test_everything_arrives_before_its_end(steps: list[str], sizes: list[int]) -> None:
    told = world(steps)
    sent = frames(told.told, sizes)
    assert read(sent, dict.fromkeys(THREADS, "")) == told.texts
    ended = {told["thread_id"]: n for n, told in enumerate(sent) if told["type"] == "reply.done"}
    assert all(n < ended[told["thread_id"]] for n, told in enumerate(sent) if told["type"] == "reply.delta")


@given(STEPS, SIZES, st.integers(0, 60))
def test_who_is_cut_off_anywhere_and_resumes_misses_nothing(steps: list[str], sizes: list[int], cut: int) -> None:
    told = world(steps)
    before = frames(told.told, sizes)[:cut]
    last = str(before[-1]["id"]) if before else ""
    again = frames(told.after(last), sizes)
    assert read(again, read(before, dict.fromkeys(THREADS, ""))) == told.texts


@given(STEPS)
def test_what_is_near_goes_at_once_under_its_own_id(steps: list[str]) -> None:
    told = world([step for step in steps if step in {"near", "pong"}])
    sent = frames(told.told, [1])
    assert [frame["id"] for frame in sent if frame["type"] != "reply.done"] == [d.id for d in told.told[:-3]]


@given(STEPS, SIZES)
def test_every_frame_has_a_name_of_its_own(steps: list[str], sizes: list[int]) -> None:
    names = [told["id"] for told in frames(world(steps).told, sizes)]
    assert len(names) == len(set(names))


def test_many_words_for_a_far_thread_go_as_one_frame() -> None:
    sent = frames(world(["far"] * 20).told, [23])
    assert [told["type"] for told in sent].count("reply.delta") == 1
