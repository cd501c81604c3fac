/// Divides a total over weights so that the parts are whole and add up to it exactly.
///
/// Every part is its exact quota rounded down, and the units left over go one each to the
/// largest remainders; of equal remainders the larger weight goes first, then the lower index.
/// Callers list the weights in the order of their identifiers, so that the result depends on
/// nothing else. A part is never as much as one away from its quota.
///
/// - Returns: a part for every weight, in the same order; all zero when all weights are.
/// - Precondition: the total and the weights are not negative.
/// - Source: A21.
package func apportion(_ total: Int, by weights: [Int]) -> [Int] {
    precondition(total >= 0, "a negative total cannot be divided")
    precondition(weights.allSatisfy { $0 >= 0 }, "a weight is not negative")
    let sum = weights.reduce(into: UInt128(0)) { $0 += UInt128($1) }
    guard sum > 0 else { return weights.map { _ in 0 } }

    var parts: [Int] = []
    var remainders: [UInt128] = []
    parts.reserveCapacity(weights.count)
    remainders.reserveCapacity(weights.count)
    var rest = total
    for weight in weights {
        // Both factors are below 2^63, so the product fits.
        let product = UInt128(total) * UInt128(weight)
        let part = Int(product / sum)
        parts.append(part)
        remainders.append(product % sum)
        rest -= part
    }
    guard rest > 0 else { return parts }

    let order = weights.indices.sorted { left, right in
        if remainders[left] != remainders[right] { return remainders[left] > remainders[right] }
        if weights[left] != weights[right] { return weights[left] > weights[right] }
        return left < right
    }
    for index in order.prefix(rest) {
        parts[index] += 1
    }
    return parts
}
