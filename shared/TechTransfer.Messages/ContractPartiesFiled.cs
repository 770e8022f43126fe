using System.Text.Json;
using TechTransfer.Kernel;

namespace TechTransfer.Messages;

/// <summary>A contract was submitted: the data of its organisations, for the directory of parties. From ContractRegistration to
/// itself.</summary>
/// <param name="CaseId">Id of the contract.</param>
/// <param name="FiledAt">Time of the submission (UTC); the directory keeps the data of the latest submission.</param>
/// <param name="Parties">The parties that have a credit code.</param>
[WireName(MessageNames.ContractPartiesFiled)]
public sealed record ContractPartiesFiled(string CaseId, DateTimeOffset FiledAt, IReadOnlyList<FiledParty> Parties);

/// <summary>An organisation's data as stated in a submitted contract.</summary>
/// <param name="Uscc">Unified social credit code.</param>
/// <param name="Details">The party's fields by name, without those about natural persons.</param>
public sealed record FiledParty(string Uscc, JsonElement Details);

/// <summary>An organisation was merged into another one, whose entry in the directory of parties must be updated. From ContractRegistration
/// to itself.</summary>
/// <param name="Uscc">USCC of the organisation that no longer exists.</param>
/// <param name="Into">USCC of the organisation that absorbed it.</param>
/// <param name="On">Day of the merger, in China time.</param>
[WireName(MessageNames.PartyMerged)]
public sealed record PartyMerged(string Uscc, string Into, DateOnly On);
