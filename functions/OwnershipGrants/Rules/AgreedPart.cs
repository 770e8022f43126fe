namespace TechTransfer.OwnershipGrants.Rules;

public enum GrantType
{
    /// <summary>部分所有权: organisation and team become co-owners.</summary>
    OwnershipShare,

    /// <summary>全部所有权: the organisation transfers its whole share.</summary>
    FullOwnership,

    /// <summary>长期使用权: a right to use the achievement for a term.</summary>
    LongTermUse,

    /// <summary>赋权 + 约定收益: the team gets the rights now, and the organisation a contractual part of future income.</summary>
    AgreedIncome,
}

/// <summary>Who receives a part of income or bears a part of costs.</summary>
public enum ShareHolder
{
    Unit,
    Department,
    Team,
    TransferStaff,
    Other,
}

/// <param name="Name">Name of the department, fund or other holder; null if the kind of holder is enough.</param>
public sealed record AgreedPart(ShareHolder Holder, Share Share, string? Name = null);
