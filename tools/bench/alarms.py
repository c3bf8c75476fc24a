"""Measure the processor time that the search for alarms takes, by the length of a message.

Run `python -m tools.bench.alarms [--rounds 3]` from the project's folder. `docs/performance.md` has the bounds: 50 ms
up to 1,000 characters, 250 ms up to 5,000, and 1 s whatever comes.
"""

from __future__ import annotations

import argparse
import time

from bot.safety.finder import AlarmFinder, trained_finder

LENGTHS = (100, 300, 1_000, 3_000, 5_000, 20_000, 100_000, 1_000_000)
TEXTS = {
    "questions": "What are the symptoms of Fabry disease? How is it inherited, and is there a treatment for my son? ",
    "a letter": "We have been to the clinic again and she was tired. My sister had the same when she was a child. ",
    "alarm words": "i took all my pills and my son cant breathe he is blue and she is not waking up what is it ",
    "misspelt": "hes hvaing a siezure and wont stpo my dotter swalowd a batery wnt 2 kll mysf ",
    "no blanks": "iwanttokillmyselfandmybabyisnotbreathing",
    "letters apart": "i w a n t t o d i e ",
    "another language": "mio figlio ha la febbre da ieri e non vuole mangiare niente, che cosa devo fare adesso ",
    "noise": "a1!b2@ c3# x\u0301y\u0301z\u0301 \U0001f480 ",
}


def measured(finder: AlarmFinder, text: str, rounds: int) -> float:
    """Return the least processor time of several searches of a text, in milliseconds."""
    took = []
    for _ in range(rounds):
        began = time.process_time()
        finder.find(text)
        took.append(time.process_time() - began)
    return 1000 * min(took)


def main() -> None:
    """Print one line for each text and length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    finder = trained_finder()
    finder.find("What is Fabry disease?")
    print("text".ljust(18), *(f"{length:>9,}" for length in LENGTHS))
    for name, text in TEXTS.items():
        took = [measured(finder, (text * (length // len(text) + 1))[:length], rounds) for length in LENGTHS]
        print(name.ljust(18), *(f"{one:9.0f}" for one in took))


if __name__ == "__main__":
    main()
