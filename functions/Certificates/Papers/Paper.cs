using System.Globalization;
using TechTransfer.Kernel;
using TechTransfer.Messages;

namespace TechTransfer.Certificates.Papers;

/// <summary>Where a paper stands.</summary>
public enum PaperStatus
{
    /// <summary>To be issued: the number and the file are on their way.</summary>
    Requested,
    /// <summary>Issued and in force; its file never changes any more.</summary>
    Valid,
    /// <summary>A newer version stands in its place.</summary>
    Superseded,
    /// <summary>What it certifies was cancelled (注销).</summary>
    Cancelled,
    /// <summary>What it certifies was revoked (撤销).</summary>
    Revoked,
}

/// <summary>A paper issued on something that happened: one for each subject, kind and version.</summary>
public sealed record Paper
{
    /// <summary>The kind of a registration certificate (技术合同登记证明).</summary>
    public const string RegistrationKind = "registration";

    /// <summary>Which paper it is, as in <see cref="RegistrationKind"/>.</summary>
    public required string Kind { get; init; }
    /// <summary>What it is about: the registration case.</summary>
    public required string Subject { get; init; }
    /// <summary>1, 2, 3 … for one subject and kind.</summary>
    public required int Edition { get; init; }
    public required PaperStatus Status { get; init; }
    /// <summary>When that status began.</summary>
    public required DateTimeOffset Since { get; init; }
    /// <summary>The instant of the event that it certifies: a repeated message gives the same.</summary>
    public required DateTimeOffset IssuedAt { get; init; }
    /// <summary>What it certifies.</summary>
    public required ContractRegistered Facts { get; init; }
    public string? Number { get; init; }
    /// <summary>The verification code; with the number it opens the facts to anyone.</summary>
    public string? Code { get; init; }
    public string? Sha256 { get; init; }
    public long? Size { get; init; }

    /// <summary>The day of issue, in China time.</summary>
    public DateOnly IssuedOn => IssuedAt.ChinaDate();

    /// <summary>The id of a subject's paper.</summary>
    public static string IdOf(string kind, string subject, int edition) => string.Create(CultureInfo.InvariantCulture, $"{kind}.{subject}.{edition}");

    /// <summary>Parties, registrars, approvers and auditors may see it.</summary>
    public bool IsVisibleTo(Caller caller) =>
        caller.Is(Role.Registrar) || caller.Is(Role.Approver) || caller.Is(Role.Auditor) ||
        Facts.Sellers.Concat(Facts.Buyers).Concat(Facts.Intermediary is { } broker ? [broker] : []).Any(p => caller.ActsFor(p.Uscc));
}

/// <summary>History: a paper is due.</summary>
/// <param name="EventId">The event that asks for it.</param>
/// <param name="Facts">What it certifies.</param>
public sealed record PaperRequested(string EventId, ContractRegistered Facts);

/// <summary>History: the file is final.</summary>
public sealed record PaperIssued(string Number, string Sha256, long Size);
