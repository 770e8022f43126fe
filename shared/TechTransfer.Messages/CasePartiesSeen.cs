using System.Text.Json;
using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>A contract was handed in: what its filer says about the organisations in it. From ContractRegistration to its own directory of
/// parties.</summary>
/// <param name="CaseId">The registration case.</param>
/// <param name="FiledAt">When it was handed in (UTC): of two words on one thing the later filing's counts.</param>
/// <param name="Parties">The organisations that have a credit code.</param>
[WireName(MessageNames.CasePartiesSeen)]
public sealed record CasePartiesSeen(string CaseId, DateTimeOffset FiledAt, IReadOnlyList<FiledParty> Parties);

/// <summary>An organisation as it was filed.</summary>
/// <param name="Uscc">The unified social credit code.</param>
/// <param name="Details">Its fields by name, without natural persons.</param>
public sealed record FiledParty(string Uscc, JsonElement Details);

/// <summary>An organisation was merged into another. From ContractRegistration's directory to itself, for the other's sake.</summary>
/// <param name="Uscc">The one that is no more.</param>
/// <param name="Into">The one that it went into.</param>
/// <param name="On">The day of the merger, in China time.</param>
[WireName(MessageNames.PartyMerged)]
public sealed record PartyMerged(string Uscc, string Into, DateOnly On);
