// Runs dependency-cruiser and fails when it saw fewer modules than src has files: without its compiler it sees none
// and would pass.
const { execFileSync } = require('node:child_process');
const { readdirSync } = require('node:fs');

const files = readdirSync('src', { recursive: true }).filter((file) => file.endsWith('.ts'));
let output = '';
let failed = false;
try {
  output = execFileSync(
    'npx',
    ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'],
    {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
} catch (error) {
  output = error.stdout;
  failed = true;
}
const { summary, modules } = JSON.parse(output);
const seen = modules.filter((module) => module.source.startsWith('src/')).length;
for (const { rule, from, to } of summary.violations) {
  process.stderr.write(`${rule.severity} ${rule.name}: ${from} -> ${to}\n`);
}
if (seen < files.length) {
  process.stderr.write(
    `Only ${seen} of ${files.length} files below src were seen; the check is blind.\n`,
  );
  failed = true;
}
if (summary.error > 0 || failed) process.exit(1);
process.stdout.write(`layers: ${seen} modules, no arrow points up\n`);
