using System.Runtime.CompilerServices;
using System.Text.Json;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.ContractRegistration.Registration;

namespace TechTransfer.ContractRegistration.Exports;

/// <summary>
/// Reads each contract from its own table row, because list entries may be outdated, and removes data that the caller may not see.
/// </summary>
public sealed class RegisteredContracts(Lists lists, AggregateStore<Contract> contracts)
{
    private const int PageSize = 200;
    private const int Parallel = 12;

    /// <summary>The list of the year for registrars and auditors, else the list of the caller's organisation.</summary>
    public static string ListFor(Caller caller, int year) =>
        caller.Is(Role.Registrar) || caller.Is(Role.Auditor)
            ? ContractLists.OfYear(year)
            : ContractLists.OfParty(
                caller.Organisation ?? throw new ArgumentException($"{caller.Subject} acts for no organisation.", nameof(caller))
            );

    /// <summary>Returns the newest contract first.</summary>
    public async IAsyncEnumerable<Contract> OfYearAsync(
        int year,
        Caller caller,
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        var list = ListFor(caller, year);
        await foreach (var page in lists.PagesAsync(list, PageSize, line => IsRegisteredIn(line, year), cancellation))
        {
            foreach (var chunk in page.Whole.Select(i => i.GetProperty("id").GetString()!).Chunk(Parallel))
            {
                foreach (var loaded in await Task.WhenAll(chunk.Select(id => contracts.LoadAsync(id, cancellation))))
                {
                    if (
                        loaded.State is { Status: ContractStatus.Registered, RegisteredOn: { } on } state
                        && on.Year == year
                        && new VisibleContract(state, caller) is { IsFull: true } visible
                    )
                        yield return Shown(state, visible);
                }
            }
        }
    }

    private static bool IsRegisteredIn(JsonElement line, int year)
    {
        var summary = line.Deserialize<ContractSummary>(Json.Options)!;
        return summary.Status == ContractStatus.Registered && summary.RegisteredOn?.Year == year;
    }

    private static Contract Shown(Contract state, VisibleContract visible) =>
        state with
        {
            Content = state.Content with
            {
                Sellers = [.. state.Content.Sellers.Select(visible.CurrentParty)],
                Buyers = [.. state.Content.Buyers.Select(visible.CurrentParty)],
                Intermediary = state.Content.Intermediary is { } intermediary ? visible.CurrentParty(intermediary) : null,
            },
        };
}
