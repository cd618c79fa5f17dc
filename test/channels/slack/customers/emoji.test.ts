import { benches } from './customers-bench.js';

const bench = benches();

test("emoji are kept as the signs they are, also of other words; a workspace's own keep their names", async () => {
  const { carol, app } = bench();
  const said = await carol.dm(
    app,
    'thanks :thumbsup::skin-tone-2: :slightly_smiling_face: :shipit:',
  );
  await carol.edits(said, 'thanks :tada:');
  expect(bench().heard).toEqual(['thanks 👍🏻 🙂 :shipit:', 'thanks 🎉']);
});
