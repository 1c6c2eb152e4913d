/** How diagrams are drawn: strictly, and in the colours of the page. */
import type { MermaidConfig } from 'mermaid'
import type { Look } from '../parts/prose/look'

/** What a diagram cannot set for itself. */
const OURS = [
  ...['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'maxEdges', 'suppressErrorRendering', 'logLevel'],
  ...['htmlLabels', 'dompurifyConfig', 'themeCSS', 'fontFamily', 'layout', 'look'],
]

const STRENGTHS = [0.5, 0.32, 0.18] as const

export function setting(look: Look): MermaidConfig {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    logLevel: 'fatal',
    secure: OURS,
    maxTextSize: 20_000,
    maxEdges: 300,
    // A label is text in the picture: as HTML it would not be drawn there.
    htmlLabels: false,
    dompurifyConfig: { ALLOWED_TAGS: ['br', 'b', 'i', 'em', 'strong'], ALLOWED_ATTR: [] },
    layout: 'dagre',
    look: 'classic',
    fontFamily: look.font,
    gantt: { axisFormat: '%m-%d', barHeight: 24, fontSize: 13 },
    journey: { textPlacement: 'tspan', titleFontSize: '1.1rem' },
    theme: 'base',
    themeVariables: colours(look),
    // A line does not run through what is written on it.
    themeCSS: '.edgeLabel rect, .labelBkg { opacity: 1 !important; }',
  }
}

function colours({ dark, font, colours: page }: Look): object {
  return {
    darkMode: dark,
    fontFamily: font,
    fontSize: '15px',
    background: page.sunken,
    primaryColor: page.surface,
    primaryTextColor: page.ink,
    primaryBorderColor: page.muted,
    secondaryColor: page.paper,
    tertiaryColor: page.paper,
    lineColor: page.muted,
    textColor: page.ink,
    noteBkgColor: page.paper,
    noteTextColor: page.ink,
    noteBorderColor: page.line,
    edgeLabelBackground: page.sunken,
    ...tasks(page),
    ...series(page, dark ? page.paper : page.ink),
  }
}

function tasks(page: Look['colours']): object {
  const [plain, active, urgent] = [page.line, page.neo, page.anima].map((colour) => mix(colour, page.surface, STRENGTHS[0]))
  return {
    sectionBkgColor: page.paper,
    sectionBkgColor2: page.paper,
    altSectionBkgColor: page.sunken,
    gridColor: page.line,
    taskBkgColor: active,
    taskBorderColor: page.neo,
    activeTaskBkgColor: active,
    activeTaskBorderColor: page.ink,
    doneTaskBkgColor: plain,
    doneTaskBorderColor: page.muted,
    critBkgColor: urgent,
    critBorderColor: page.anima,
    ...Object.fromEntries(['', 'Light', 'Dark', 'Outside', 'Clickable'].map((name) => [`taskText${name}Color`, page.ink])),
  }
}

/** Slices, branches, sections: the agents' colours and one more, then the same again and paler. */
function series(page: Look['colours'], onHue: string): object {
  const hues = [page.neo, page.anima, page.nexus, page.focus]
  const many = STRENGTHS.flatMap((strength) => hues.map((hue) => mix(hue, page.surface, strength)))
  const all = many.flatMap((colour, at) => [
    ...[`pie${at + 1}`, `cScale${at}`, `fillType${at}`].map((name) => [name, colour]),
    [`cScaleLabel${at}`, page.ink],
    [`git${at}`, hues[at % hues.length]],
    [`gitBranchLabel${at}`, onHue],
  ])
  return { ...Object.fromEntries(all), pieOpacity: '1', pieStrokeColor: page.sunken, pieOuterStrokeColor: page.line, pieStrokeWidth: '1px' }
}

function mix(one: string, other: string, share = 0.5): string {
  const [a, b] = [one, other].map((colour) => (colour.match(/[\d.]+/g) ?? []).map(Number)) as [number[], number[]]
  return `rgb(${[0, 1, 2].map((at) => Math.round(a[at]! * share + b[at]! * (1 - share))).join(', ')})`
}
