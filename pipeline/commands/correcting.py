"""`lavra correct`, `lavra corrections`, `lavra review`: what people know better."""

from __future__ import annotations

import sys
from typing import Annotated, Final

import typer

from corpus.errors import SettingsError
from pipeline.commands.options import DATABASE, Database, Listing, examples

app: Final = typer.Typer(rich_markup_mode=None)

By = Annotated[str | None, typer.Option("--by", metavar="NAME", envvar="LAVRA_BY", help="Who says so.")]


@app.command(
    epilog=examples("""
  lavra correct 12 number 15 --why "stamp on the paper" --by ana --db acts.db
  lavra correct 12 date --null --why "not on the page" --by ana
  lavra correct 12 art5/par1u "Texto certo." --why "misread" --by ana
  lavra correct 12 /signatories/- '{"name": "Eva Paz", "roles": []}' --insert --why "second column" --by ana
  lavra correct 12 /tables/0/rows/3 --delete --why "a running head" --by ana
  lavra correct 12 number --undo --by ana
  lavra correct 12 merge --why "its page 2 was taken for an act" --by ana
  lavra correct 12 split 340 --why "a second portaria begins on line 340" --by ana
""")
)
def correct(  # noqa: PLR0913  # a command's options
    act: Annotated[str, typer.Argument(metavar="ACT", help="Its id, its URN or content key, or SOURCE#ORDINAL.")],
    field: Annotated[
        str,
        typer.Argument(metavar="FIELD", help="A field's name, a JSON Pointer, a provision's path (art5/par1u), merge or split."),
    ],
    value: Annotated[
        str | None,
        typer.Argument(
            metavar="[VALUE]", help="What is right; an object as JSON. Of split: a line, @OFFSET, or text that stands once."
        ),
    ] = None,
    *,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason.")] = None,
    by: By = None,
    null: Annotated[bool, typer.Option("--null", help="There is no such value.")] = False,
    insert: Annotated[bool, typer.Option("--insert", help="Put a new item before that place of a list (- for the end).")] = False,
    delete: Annotated[bool, typer.Option("--delete", help="Take an item out of a list.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="The value is right as it was read.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the newest correction of the field back (or FIELD #ID).")] = False,
    db: Database = DATABASE,
) -> None:
    """Correct a value of an act.

    What was read is kept; later releases get the correction again, as long as there is something to correct.
    `merge` makes the act that follows ACT in its source a part of it; `split` lets another act begin in it.
    """
    from corpus.cuts import CUTS  # noqa: PLC0415
    from db.corrections.desk import Wish  # noqa: PLC0415
    from db.store import Store  # noqa: PLC0415
    from pipeline import recutting  # noqa: PLC0415
    from pipeline.correcting import signed  # noqa: PLC0415
    from pipeline.streams import complain  # noqa: PLC0415

    chosen = [
        name
        for name, given in (("null", null), ("insert", insert), ("delete", delete), ("accept", accept), ("undo", undo))
        if given
    ]
    if len(chosen) > 1:
        raise SettingsError(f"one thing at a time: {', '.join(f'--{name}' for name in chosen)}")
    operation = chosen[0] if chosen else "set"
    if field in CUTS and operation not in {"set", "undo"}:
        raise SettingsError(f"--{operation} does not go with {field}: it can be done, or undone")
    if field not in CUTS and (value is None) == (operation in {"set", "insert"}):
        raise SettingsError(f"--{operation} takes no VALUE" if value is not None else "give the VALUE that is right, or --null")
    if why is None and operation not in {"undo", "accept"}:
        raise SettingsError("why? give --why TEXT: who comes later wants to know")
    word = signed(by=by, why=why or ("taken back" if undo else "right as read"))
    with Store.open(db, create=False) as store:
        found = store.find_act(act)
        key = str(found.id)
        number = recutting.number_of(store, found, field) if undo else None
        if number is not None:
            made = recutting.undo(store, store.source_of(found.id), number, word, recutting.as_usual())
        elif undo:
            made = store.desk.undo(key, field, word)
        elif field in CUTS:
            place = recutting.place_of(store, found, field, value)
            made = recutting.recut(store, found, place, word, recutting.as_usual())
        else:
            made = store.desk.correct(key, field, Wish(operation, value), word)
    complain(f"#{made['id']} {made['state']}: {made['field']} of {made['source']}#{made['ordinal']}")


@app.command(
    epilog=examples("""
  lavra corrections --db acts.db
  lavra corrections --state orphaned --by ana --db acts.db
  lavra corrections --export ours.csv --db acts.db
  lavra corrections --import theirs.csv --db acts.db
""")
)
def corrections(  # noqa: PLR0913  # a command's options
    *,
    db: Database = DATABASE,
    state: Annotated[
        str | None, typer.Option("--state", help="Only active, confirmed, orphaned, replaced or withdrawn ones.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only those of one person.")] = None,
    act: Annotated[str | None, typer.Option("--act", metavar="ACT", help="Only those of one act.")] = None,
    export: Annotated[str | None, typer.Option("--export", metavar="FILE", help="Write them to a CSV file.")] = None,
    take: Annotated[str | None, typer.Option("--import", metavar="FILE", help="Take over those of a CSV file.")] = None,
    force: Annotated[bool, typer.Option("--force", help="With --import: where somebody here says otherwise, theirs.")] = False,
    format: Listing = None,  # noqa: A002
) -> None:
    """List the corrections, or carry them over.

    History too: those that others replaced, and those that were taken back.
    """
    from db.store import Store  # noqa: PLC0415
    from db.tables.corrections import CORRECTION_STATES  # noqa: PLC0415
    from pipeline import correcting  # noqa: PLC0415
    from pipeline.listing import list_rows  # noqa: PLC0415
    from pipeline.streams import complain  # noqa: PLC0415

    if state is not None and state not in CORRECTION_STATES:
        raise SettingsError(f"--state must be one of {', '.join(CORRECTION_STATES)}")
    with Store.open(db, create=False) as store:
        if take is not None:
            done = correcting.read(store, take, force=force)
            for line in done.told:
                complain(line)
            complain(", ".join(f"{count} {name}" for name, count in done.counts.items() if count) or "no corrections in it")
            if done.counts["conflict"] or done.counts["wrong"]:
                raise SettingsError("not all of them could be taken over: see above")
            return
        rows = store.desk.listing(state=state, by=by, act=act)
        if export is not None:
            complain(f"{correcting.write(rows, export)} corrections written to {export}")
            return
        list_rows(rows, correcting.LISTED, format=format, nothing="no corrections")


@app.command(
    epilog=examples("""
  lavra review --by ana --db acts.db
  lavra review --below 0.9 --format jsonl --db acts.db
""")
)
def review(
    *,
    db: Database = DATABASE,
    by: By = None,
    below: Annotated[float, typer.Option("--below", metavar="CONFIDENCE", help="Values less sure than this (0 to 1).")] = 0.8,
    limit: Annotated[int | None, typer.Option("--limit", min=1, metavar="N", help="No more than so many.")] = None,
    format: Listing = None,  # noqa: A002
) -> None:
    """Walk through what is doubtful.

    Open problems first, then the values that are least sure, each with the raw text around it. Keys,
    each with Enter: a accepts, c corrects, s skips, q quits. With --format, the queue is listed and
    nobody is asked.
    """
    from db.store import Store  # noqa: PLC0415
    from pipeline import reviewing  # noqa: PLC0415
    from pipeline.listing import list_rows  # noqa: PLC0415
    from pipeline.streams import output  # noqa: PLC0415

    with Store.open(db, create=False) as store:
        rows = reviewing.queue(store, below=below, limit=limit)
        if format is not None:
            list_rows(rows, reviewing.COLUMNS, format=format, nothing="nothing is doubtful")
            return
        out = output()
        counts = reviewing.walk(store, rows, by=by, answers=sys.stdin, out=out)  # type: ignore[arg-type]  # a text stream
        out.write("\n" + ", ".join(f"{count} {name}" for name, count in counts.items()) + "\n")
