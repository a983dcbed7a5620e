"""`lavra search`."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from pipeline.commands.options import DATABASE, Database, examples
from pipeline.formats import RowFormat  # noqa: TC001  # typer reads it at run time

app: Final = typer.Typer(rich_markup_mode=None)


@app.command(
    epilog=examples("""
  lavra search "cofinanciamento reabilitação" --db acts.db --type portaria --issuer SES --from 2021
  lavra search '"fundo estadual de saúde" -hospital decreto OR lei' --db acts.db --facets
  lavra search 'contrat*' --db acts.db --municipality Juara --amount-min 10000 --format csv
  lavra search vigilancia --db acts.db --provisions --near
""")
)
def search(  # noqa: PLR0913  # one for each filter
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS", help='All of them; "a phrase", begin*, -without, one OR other. No accents needed.'),
    ],
    *,
    db: Database = DATABASE,
    type: Annotated[str | None, typer.Option("--type", help="As stored: portaria, decreto, ...")] = None,  # noqa: A002
    issuer: Annotated[str | None, typer.Option("--issuer", help="Part of the issuer's name, or its letters.")] = None,
    since: Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this year, month or day on.")] = None,
    until: Annotated[str | None, typer.Option("--to", metavar="DATE", help="Up to the end of this year, month or day.")] = None,
    municipality: Annotated[
        str | None,
        typer.Option(
            "--municipality", metavar="NAME|IBGE", help="Of the issuer, the place or a table: Juara, Juara/MT, 5105101."
        ),
    ] = None,
    amount_min: Annotated[
        str | None, typer.Option("--amount-min", metavar="AMOUNT", help="Only acts with an amount of so much or more.")
    ] = None,
    amount_max: Annotated[
        str | None, typer.Option("--amount-max", metavar="AMOUNT", help="Only acts with an amount of so much or less.")
    ] = None,
    currency: Annotated[str | None, typer.Option("--currency", help="Of the amounts, as stored: BRL, BRZ, ...")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Its name, its path or the start of its sha256.")] = None,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="CONDITION", help="As of `lavra export`; may be repeated."),
    ] = None,
    provisions: Annotated[bool, typer.Option("--provisions", help="Find single provisions, not whole acts.")] = False,
    near: Annotated[bool, typer.Option("--near", help="Words that look alike count too: damaged or mistyped ones.")] = False,
    facets: Annotated[bool, typer.Option("--facets", help="Count all answers by type, year and issuer.")] = False,
    limit: Annotated[int, typer.Option("--limit", help="Answers of a page.")] = 20,
    offset: Annotated[int, typer.Option("--offset", help="Answers that are passed over.")] = 0,
    format: Annotated[  # noqa: A002
        RowFormat | None, typer.Option("--format", help="Default: a list on a terminal, TSV elsewhere.")
    ] = None,
) -> None:
    """Search the texts of acts, the best answers first.

    Case and accents do not count. Where nothing is found, words that look alike are proposed.
    """
    from db.narrowing import Narrowed  # noqa: PLC0415
    from db.search import Question  # noqa: PLC0415
    from db.store import Store  # noqa: PLC0415
    from pipeline.searching import show  # noqa: PLC0415

    narrowed = Narrowed(
        type=type,
        issuer=issuer,
        since=since,
        until=until,
        municipality=municipality,
        amount_min=amount_min,
        amount_max=amount_max,
        currency=currency,
        source=source,
        where=tuple(where or ()),
    )
    question = Question(" ".join(words), narrowed, provisions=provisions, near=near, facets=facets, limit=limit, offset=offset)
    with Store.open(db, create=False) as store:
        answer = store.search(question)
    show(answer, format=format, offset=offset)
