namespace TechTransfer.Kernel.Problems;

public static partial class Catalogue
{
    /// <summary>The organisation has been merged into another one, which must be used instead.</summary>
    public static ProblemKind PartyIsMerged { get; } =
        new(
            "party_is_merged",
            409,
            new(
                "该单位已于{on}并入{into}；请以合并后的单位办理。",
                "This organisation was merged into {into} on {on}. Use the merged organisation."
            )
        );

    /// <summary>Only an administrator of the organisation may change its list of users.</summary>
    public static ProblemKind AdministratorOnly { get; } =
        new(
            "administrator_only",
            403,
            new(
                "只有本单位的管理员可以修改人员名单；请联系：{administrators}。",
                "Only an administrator of the organisation can change its users. Contact: {administrators}."
            )
        );
}
