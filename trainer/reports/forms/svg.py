"""A chart as an inline drawing: stacked horizontal bars.

Nothing is told by colour alone: each series has its own weave of lines, and whoever shows the drawing shows the same
numbers as a table. The lines are drawn, not a ``<pattern>``, which could only be referred to by ``url()``.
"""

from __future__ import annotations

from trainer.reports.forms.chart import Chart
from trainer.reports.page import text

FILLS = ("#1f6fb2", "#a8570a", "#2a7a3f", "#8d4fb8", "#b33a3a", "#0f7777", "#7a6a14", "#a83f83", "#5b6470")
"""Each stands out 3 to 1 from paper in light and in dark, and so do lines of paper drawn on it (WCAG 1.4.11)."""
STYLE = (
    "svg { display: block; width: 100%; height: auto; max-width: 60rem; } svg text { fill: var(--ink); }"
    " svg path { stroke: var(--paper); stroke-width: 1.5; }\n"
    + " ".join(f".s{at} {{ fill: {fill}; }}" for at, fill in enumerate(FILLS))
    + "\n"
)
_WIDTH, _LEFT, _RIGHT = 760, 200, 60
_LINE, _THICK = 26, 18
_ACROSS = 3
_LABEL, _KEY = 26, 28
"""Characters of a bar's label and of a series' name that have room."""


def draw(chart: Chart) -> str:
    """The drawing; empty text where there is nothing to draw."""
    most = max((sum(counts) for _, counts in chart.bars), default=0)
    if most == 0:
        return ""
    keys = -(-len(chart.series) // _ACROSS)
    height = (keys + len(chart.bars)) * _LINE + 12
    said = f"Stacked horizontal bars of {', '.join(chart.series)}. The table after it has the same numbers."
    parts = [
        f'<svg role="img" aria-labelledby="chart-title chart-says" viewBox="0 0 {_WIDTH} {height}" font-size="13">',
        f'<title id="chart-title">{text(chart.title)}</title>',
        f'<desc id="chart-says">{text(said)}</desc>',
        *(_key(at, name) for at, name in enumerate(chart.series)),
    ]
    scale = (_WIDTH - _LEFT - _RIGHT) / most
    for at, (label, counts) in enumerate(chart.bars):
        parts.append(_bar(keys * _LINE + 8 + at * _LINE, label, counts, chart.series, scale))
    return "\n".join([*parts, "</svg>"])


def _key(at: int, name: str) -> str:
    x, y = at % _ACROSS * (_WIDTH // _ACROSS), at // _ACROSS * _LINE
    return _piece(at, x, y, 26) + f'<text x="{x + 32}" y="{y + 14}">{_cut(name, _KEY)}</text>'


def _bar(y: int, label: str, counts: tuple[int, ...], series: tuple[str, ...], scale: float) -> str:
    parts = [f'<text x="{_LEFT - 8}" y="{y + 14}" text-anchor="end">{_cut(label, _LABEL)}</text>']
    x = float(_LEFT)
    for at, count in enumerate(counts):
        if count:
            said = f"<title>{text(label)}: {text(series[at])} {count}</title>"
            parts.append(f"<g>{said}{_piece(at, x, y, count * scale)}</g>")
            x += count * scale
    parts.append(f'<text x="{x + 6:.1f}" y="{y + 14}">{sum(counts)}</text>')
    return "".join(parts)


def _piece(at: int, x: float, y: float, width: float) -> str:
    """A part of a bar: 0 to 2 lines along it, and none, few or many across. The tenth series looks like the first."""
    lines = [f"M{x:.1f} {y + _THICK * n / (at % 3 + 1):.1f}h{width:.1f}" for n in range(1, at % 3 + 1)]
    step = (0, 14, 6)[at // 3 % 3]
    if step:
        lines += [f"M{x + n * step:.1f} {y}v{_THICK}" for n in range(1, int(width / step) + 1)]
    # The last line, at the right edge, keeps two parts of like look apart.
    lines.append(f"M{x + width:.1f} {y}v{_THICK}")
    box = f'<rect class="s{at % len(FILLS)}" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_THICK}"/>'
    return f'{box}<path d="{"".join(lines)}"/>'


def _cut(label: str, longest: int) -> str:
    return text(label if len(label) <= longest else label[: longest - 1] + "…")
