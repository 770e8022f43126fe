using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using TechTransfer.ContractRegistration.Contracts;
using TechTransfer.Kernel;
using TechTransfer.Kernel.Decisions;

namespace TechTransfer.ContractRegistration.Tests.Registration;

public class ExaminationTests
{
    private static readonly Act Decision = new("registrar-b", Given.Now);

    private static readonly PropertyInfo[] OfExamination = [.. typeof(Examination).GetProperties().Where(p => p.CanWrite)];

    public static TheoryData<string> ExaminationSide => [.. OfExamination.Select(p => p.Name)];

    public static TheoryData<string> RegisterSide =>
        [.. typeof(Contract).GetProperties().Where(p => p.CanWrite).Select(p => p.Name).Except(OfExamination.Select(p => p.Name))];

    [Theory]
    [MemberData(nameof(RegisterSide))]
    public void What_the_register_says_survives_a_registered_change(string name)
    {
        var property = typeof(Contract).GetProperty(name)!;
        var before = Given.Changing(ContractStatus.UnderReview) with { };
        // The pending change must stay, because it is what the test registers.
        if (name != nameof(Contract.PendingChange))
            property.SetValue(before, Other(property.PropertyType));

        var after = Registered(before);

        Assert.Equal(
            name switch
            {
                nameof(Contract.PendingChange) => null,
                nameof(Contract.ChangedOn) => Given.Today,
                _ => property.GetValue(before),
            },
            property.GetValue(after)
        );
    }

    [Theory]
    [MemberData(nameof(ExaminationSide))]
    public void What_the_examination_says_comes_from_the_registered_change(string name)
    {
        var property = typeof(Examination).GetProperty(name)!;
        var before = Given.Changing(ContractStatus.UnderReview);
        var version = before.PendingChange!.Version with { };
        if (name != nameof(Examination.Status))
            property.SetValue(version, Other(property.PropertyType));

        var after = Registered(before with { PendingChange = before.PendingChange with { Version = version } });

        Assert.Equal(
            name switch
            {
                nameof(Examination.Status) => ContractStatus.Registered,
                nameof(Examination.Decided) => Decision,
                _ => property.GetValue(version),
            },
            property.GetValue(after.Examination)
        );
    }

    [Theory]
    [MemberData(nameof(ExaminationSide))]
    public void What_the_examination_says_is_kept_with_the_contract(string name)
    {
        var property = typeof(Examination).GetProperty(name)!;
        var other = Other(property.PropertyType);
        var state = Given.UnderReview() with { };

        typeof(Contract).GetProperty(name, property.PropertyType)!.SetValue(state, other);

        Assert.Equal(other, property.GetValue(state.Examination));
        Assert.Equal(other, typeof(Contract).GetProperty(name)!.GetValue(state));
    }

    [Fact]
    public void A_change_that_was_kept_with_the_whole_contract_is_still_read()
    {
        var state = Given.Changing(ContractStatus.UnderReview);
        var kept = JsonNode.Parse(Json.Write(state))!;
        kept["pendingChange"]!["version"] = JsonNode.Parse(
            Json.Write(state.PendingChange!.AsContract(state) with { Number = "5000012026000001" })
        );

        Assert.Equal(Json.Write(state), Json.Write(Json.Read<Contract>(kept.ToJsonString())));
    }

    private static Contract Registered(Contract state) =>
        state
            .OnOpenVersion(version => new Change<Contract>(version with { Status = ContractStatus.Decided, Decided = Decision }, null))
            .Value.State;

    private static object Other(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return "other";
        if (type == typeof(int))
            return 77;
        if (type == typeof(bool))
            return true;
        if (type == typeof(DateOnly))
            return new DateOnly(1999, 9, 9);
        if (type == typeof(DateTimeOffset))
            return new DateTimeOffset(1999, 9, 9, 0, 0, 0, TimeSpan.Zero);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsInterface)
            return Array.CreateInstance(type.GetGenericArguments()[0], 1);
        return RuntimeHelpers.GetUninitializedObject(type);
    }
}
