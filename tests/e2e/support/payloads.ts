/** Texts that try to be more than text. Each would set `window.__pwned`, reach another address, or break what surrounds it. */
const act = 'window.__pwned=1';

export const payloads: readonly string[] = [
  `<script>${act}</script>`,
  `<img src=x onerror="${act}">`,
  `<svg onload="${act}"><animate onbegin="${act}" attributeName=x dur=1s></svg>`,
  `"><iframe srcdoc="<script>parent.${act}</script>"></iframe>`,
  `' autofocus onfocus='${act}' x='`,
  `<a href="javascript:${act}">ici</a>`,
  `javascript:${act}`,
  `{{constructor.constructor('${act}')()}}`,
  '${' + act + '}',
  `{@html '<img src=x onerror="${act}">'}`,
  `</textarea></title></style><script>${act}</script>`,
  '<style>*{background:url(http://127.0.0.1:9/fuite)!important}</style>',
  `<math><mtext></mtext><mglyph><style><!--</style><img title="--><img src=x onerror=${act}>">`,
  '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">',
  '<base href="http://127.0.0.1:9/"><link rel=stylesheet href="http://127.0.0.1:9/a.css">',
  '<form action="http://127.0.0.1:9/"><button autofocus>Envoyer</button></form>',
  `__proto__ constructor ${act}`,
  '=HYPERLINK("http://127.0.0.1:9/";"Cliquez")',
  '\u202Egro.elpmaxe//:ptth\u202C',
  'invi\u200Bsi\u200Dble\uFEFF',
  'nul\u0000suite\u0007',
  'Z\u0335\u0322\u034C\u0311'.repeat(40),
  '\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uFDFD',
  'sans-un-espace-'.repeat(60),
];

/** What none of them may have become: an element of the page. */
export const injected =
  'img[src="x"], iframe, math, base, form[action^="http"], a[href^="javascript:"], meta[http-equiv], ' +
  '[onerror], [onload], [onfocus], [onbegin], head > script:not([src]), body script, body style, body link';
