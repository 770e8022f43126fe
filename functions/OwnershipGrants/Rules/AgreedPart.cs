namespace TechTransfer.OwnershipGrants.Rules;

/// <summary>What is granted.</summary>
public enum GrantType
{
    /// <summary>部分所有权: the organisation and the team are co-owners.</summary>
    OwnershipShare,

    /// <summary>全部所有权: the organisation gives up its part, as a transfer.</summary>
    FullOwnership,

    /// <summary>长期使用权.</summary>
    LongTermUse,

    /// <summary>赋权 + 约定收益: the rights now, and by contract a part of future income to the organisation.</summary>
    AgreedIncome,
}

/// <summary>Whose a part of income or cost is.</summary>
public enum ShareHolder
{
    Unit,
    Department,
    Team,
    TransferStaff,
    Other,
}

/// <summary>A part of income or cost by agreement.</summary>
/// <param name="Name">Of a department, a fund, another holder.</param>
public sealed record AgreedPart(ShareHolder Holder, Share Share, string? Name = null);
