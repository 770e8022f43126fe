namespace TechTransfer.Portal.Services;

/// <summary>The operations of reward calculation that pages need.</summary>
public sealed class RewardsClient(ServiceCalls calls, ServiceAddresses addresses)
{
    [Calls("rewards", "GET /api/notices", Query = ["cursor"])]
    public Task<Outcome<NoticePage>> NoticesAsync(string? cursor, Asker asker, CancellationToken cancellation) =>
        calls.GetAsync<NoticePage>(
            addresses.Rewards,
            cursor is null ? "/api/notices" : $"/api/notices?cursor={Uri.EscapeDataString(cursor)}",
            asker,
            cancellation
        );

    [Calls("rewards", "GET /api/policies")]
    public Task<Outcome<IReadOnlyList<PolicyLine>>> PoliciesAsync(Asker asker, CancellationToken cancellation) =>
        calls.GetAsync<IReadOnlyList<PolicyLine>>(addresses.Rewards, "/api/policies", asker, cancellation);

    [Calls("rewards", "GET /api/policies/{id}")]
    public Task<Outcome<PolicyInForce>> PolicyAsync(string id, Asker asker, CancellationToken cancellation) =>
        calls.GetAsync<PolicyInForce>(addresses.Rewards, $"/api/policies/{Uri.EscapeDataString(id)}", asker, cancellation);
}

public sealed record NoticePage(IReadOnlyList<Notice> Items, string? Cursor);

/// <param name="Contracts">How many contracts there are; <paramref name="ContractNumbers"/> may hold only the first ones.</param>
/// <param name="Provisional">True when holidays of the period are not published yet, so that the last day may move.</param>
/// <param name="Objected">True while an objection stops the notice.</param>
public sealed record Notice(
    string Beneficiary,
    Text Role,
    Text Policy,
    Citation Instrument,
    bool Sample,
    int Year,
    IReadOnlyList<string> ContractNumbers,
    int Contracts,
    Yuan Amount,
    DateOnly From,
    DateOnly Until,
    bool Provisional,
    bool Objected
);

public enum Beneficiary
{
    Seller,
    Buyer,
    BrokerBody,
    BrokerPerson,
    Platform,
    Registrar,
    University,
    Team,
    Organisation,
}

public sealed record PolicyLine(
    string Id,
    int Version,
    DateOnly From,
    DateOnly? To,
    bool Sample,
    Text Name,
    Beneficiary Beneficiary,
    Citation Citation
);

public enum PolicyPart
{
    Condition,
    Contracts,
    Amount,
    Limit,
    Procedure,
}

public sealed record PolicyInForce(PolicyHead Policy, IReadOnlyList<PolicySentence> Words);

/// <param name="Note">How ambiguous passages are read.</param>
public sealed record PolicyHead(
    string Id,
    DateOnly From,
    DateOnly? To,
    bool Sample,
    Text Name,
    Text Note,
    Beneficiary Beneficiary,
    Citation Citation
);

public sealed record PolicySentence(PolicyPart Part, Text Text, Citation Citation);
