/// The states of a resource with one table of what each command does in each of them.
///
/// The table is the rule: a command without a next state is refused, and changes nothing.
protocol Lifecycle: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {
    associatedtype Command: CaseIterable, Hashable, Sendable

    /// Where a command leads.
    ///
    /// - Returns: nil when the command is not carried out in this state.
    func after(_ command: Command) -> Self?
}
