using System.Text.Json.Nodes;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;
using TechTransfer.RewardCalculation.Claims;
using TechTransfer.RewardCalculation.Engine;
using TechTransfer.Testing;

namespace TechTransfer.RewardCalculation.Tests.Claims;

/// <summary>Test data for claims: users, policies and request bodies. All organisations are made up (虚构).</summary>
internal static class Given
{
    public const string PolicyId = "test-seller";

    /// <summary>Wednesday 2026-05-20, noon in China.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 5, 20, 4, 0, 0, TimeSpan.Zero);

    public static Caller Office { get; } = User("office-u1");
    public static Caller OfficeB { get; } = User("office-u1-b");
    public static Caller OtherOffice { get; } = User("office-u2");
    public static Caller Company { get; } = User("company-e1");
    public static Caller FinanceA { get; } = User("finance-a");
    public static Caller FinanceB { get; } = User("finance-b");
    public static Caller Auditor { get; } = User("auditor");
    public static Caller Registrar { get; } = User("registrar-a");

    public static Caller User(string name)
    {
        var user = SampleFiles.User(name);
        return new(user.Sub, user.DisplayName, user.Roles.Select(r => Enum.Parse<Role>(r, ignoreCase: true)).ToHashSet(), user.Org);
    }

    /// <summary>A user of a separate organisation for each number.</summary>
    public static Caller Organisation(int number)
    {
        var first17 = $"91500107MA8{number:D6}";
        return new(
            $"company-{number}",
            $"经办人{number}（虚构）",
            new HashSet<Role> { Role.Company },
            first17 + CreditCode.CheckCharacter(first17)
        );
    }

    public static string NameOf(Caller organisation) => $"单位{organisation.Organisation![^7..]}（虚构）";

    /// <summary>A policy to vary with <c>with</c>. Its amounts do not matter, because tests put in the entitlements.</summary>
    public static Policy Policy(string id = PolicyId) =>
        Some.SellerPolicy with
        {
            Id = id,
            Version = 1,
            From = new(2025, 1, 1),
            MinimumPayout = null,
            Cap = null,
        };

    public static JsonObject Body(Entitled entitled) =>
        new()
        {
            ["entitlementId"] = entitled.Id,
            ["version"] = entitled.Version,
            ["bankAccount"] = Account(),
        };

    public static JsonObject Account(string number = "6222 0212 3456 7890") =>
        new() { ["number"] = number, ["bank"] = "重庆农商行大学城支行" };

    public static JsonObject Payment(DateOnly on, string reference = "国库支付-0001") =>
        new() { ["paidOn"] = $"{on:yyyy-MM-dd}", ["reference"] = reference };

    public static JsonObject Reason(string reason = "材料不实。") => new() { ["reason"] = reason };
}
