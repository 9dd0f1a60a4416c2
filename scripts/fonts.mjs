// Makes the fonts of assets/fonts from those that Fontsource publishes: only the characters of French and English
// (and of the other languages of Western Europe for plain text), only the features that matter to them.
//
//   npm install --no-save subset-font@2.9.0 @fontsource/atkinson-hyperlegible-next @fontsource-variable/bricolage-grotesque
//   node scripts/fonts.mjs
import fs from 'node:fs';
import subset from 'subset-font';

const range = (from, to) => String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
const text = range(0x20, 0x7e) + range(0xa0, 0xff) + 'ŒœŸ–—‘’‚“”„•…‹›€™−←↑→↓≤≥≠≈ʼ\u202f\u2009\u2011';
const head = range(0x20, 0x7e) + '«»ÀÂÆÇÈÉÊËÎÏÔÙÛÜŒàâæçèéêëîïôùûüÿœŸ–—‘’“”…·°№\u00a0\u202f';

const atkinson = (weight) =>
  `node_modules/@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-${weight}-normal.woff2`;
const bricolage = 'node_modules/@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-opsz-normal.woff2';

const fonts = [
  { name: 'ahn-400', from: atkinson(400), characters: text },
  { name: 'ahn-700', from: atkinson(700), characters: head + '€→←×−•' },
  { name: 'bg-700', from: bricolage, characters: head, variationAxes: { wght: 700, opsz: 36 } },
];
for (const { name, from, characters, ...options } of fonts) {
  const font = await subset(fs.readFileSync(from), characters, {
    targetFormat: 'woff2',
    keepFeatures: ['kern', 'liga', 'mark', 'mkmk', 'ccmp', 'locl'],
    noLayoutClosure: true,
    noHinting: true,
    ...options,
  });
  fs.writeFileSync(`assets/fonts/${name}.woff2`, font);
  console.log(name, font.length);
}
