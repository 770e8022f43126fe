using TechTransfer.Kernel.Explanations;
using TechTransfer.Kernel.Problems;

namespace TechTransfer.Kernel.Decisions;

/// <summary>Names of the roles for users, which problems show instead of the words in tokens.</summary>
public static class RoleNames
{
    /// <summary>The problem not_allowed, naming the roles of which the caller needs one.</summary>
    public static Problem Needed(params ReadOnlySpan<Role> roles) =>
        Problem.Of(Catalogue.NotAllowed, ("roles", Text.Join(roles.ToArray().Select(Name))));

    /// <summary>The name of a role in both languages, for use within a sentence.</summary>
    public static Text Name(this Role role) =>
        role switch
        {
            Role.Office => new("高校院所经办人", "transfer office"),
            Role.Company => new("企业经办人", "company"),
            Role.Registrar => new("登记员", "registrar"),
            Role.Approver => new("审批人", "approver"),
            Role.Finance => new("财政经办人", "finance officer"),
            Role.Policy => new("政策管理员", "policy administrator"),
            Role.Auditor => new("审计人员", "auditor"),
            Role.Operator => new("运维人员", "operator"),
        };
}
