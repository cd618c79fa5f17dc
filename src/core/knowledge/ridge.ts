/**
 * Kernel ridge regression: for each target the weights with which its value for a new case is the weighted sum of
 * that case's likeness to the known ones. `likeness` is symmetric with a positive diagonal; `penalty` is above zero
 * and keeps the weights small. Solved by Cholesky's factors: cubic in the number of cases.
 */
export function ridgeWeights(
  likeness: readonly Float64Array[],
  targets: readonly Float64Array[],
  penalty: number,
): Float64Array[] {
  const factors = factorsOf(likeness, penalty);
  return targets.map((target) => solved(factors, target));
}

/** The lower triangle whose product with itself turned over is the matrix with the penalty on its diagonal. */
function factorsOf(matrix: readonly Float64Array[], penalty: number): Float64Array[] {
  const rows: Float64Array[] = [];
  for (const [at, values] of matrix.entries()) {
    const row = values.slice(0, at + 1);
    for (const [before, other] of rows.entries()) {
      row[before] = ((row[before] ?? 0) - dot(row, other, before)) / (other[before] ?? 1);
    }
    row[at] = Math.sqrt((row[at] ?? 0) + penalty - dot(row, row, at));
    rows.push(row);
  }
  return rows;
}

function solved(factors: readonly Float64Array[], target: Float64Array): Float64Array {
  const weights = target.slice();
  for (const [at, row] of factors.entries()) {
    weights[at] = ((weights[at] ?? 0) - dot(row, weights, at)) / (row[at] ?? 1);
  }
  for (let at = factors.length - 1; at >= 0; at -= 1) {
    const row = factors[at] ?? weights;
    const weight = (weights[at] ?? 0) / (row[at] ?? 1);
    weights[at] = weight;
    for (let before = 0; before < at; before += 1) {
      weights[before] = (weights[before] ?? 0) - weight * (row[before] ?? 0);
    }
  }
  return weights;
}

/** Over the first `count` values. The innermost loop: no iterator here. */
function dot(one: Float64Array, other: Float64Array, count: number): number {
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}
