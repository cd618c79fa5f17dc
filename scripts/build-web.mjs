// Bundles what browsers get into dist/web: the widget, the desk, and the demo shop's page.
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const OUT = 'dist/web';

mkdirSync(OUT, { recursive: true });
// What an earlier version made would be served for ever.
for (const name of readdirSync(OUT)) rmSync(`${OUT}/${name}`, { recursive: true });
await build({
  entryPoints: { widget: 'web/widget/widget.ts', desk: 'web/desk/desk.ts' },
  outdir: OUT,
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  // Styles of the widget travel inside its script and go into its shadow root.
  loader: { '.css': 'text' },
  legalComments: 'linked',
  logLevel: 'warning',
});
for (const [from, to] of [
  ['web/shop', `${OUT}`],
  ['web/desk/desk.html', `${OUT}/desk.html`],
  ['web/desk/desk.css', `${OUT}/desk.css`],
]) {
  cpSync(from, to, { recursive: true });
}
