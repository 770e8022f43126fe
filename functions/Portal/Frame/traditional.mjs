// Writes the dictionary of the traditional script: what each simplified character becomes, and the words in which one becomes something else.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.argv[2]}/package.json`);
const { Converter } = require('opencc-js/cn2t');
const { from } = await import(require.resolve('opencc-js/preset').replace('/dist/umd/', '/dist/esm-lib/'));
const convert = Converter({ from: 'cn', to: 'hk' });

const words = from.cn.flat().join('|').split('|').map(entry => entry.split(' ')[0]);
const characters = new Map(words.filter(word => [...word].length === 1).map(word => [word, convert(word)]));
const lines = [...characters].filter(([simplified, traditional]) => simplified !== traditional);
for (const word of new Set(words)) {
  const letters = [...word];
  const whole = convert(word);
  if (letters.length > 1 && whole !== letters.map(letter => characters.get(letter) ?? letter).join('')) lines.push([word, whole]);
}
writeFileSync(process.argv[3], lines.map(line => line.join(' ')).join('\n'));
