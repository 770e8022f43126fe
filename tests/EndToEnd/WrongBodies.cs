using System.Reflection;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using TechTransfer.Hosting.Description;
using TechTransfer.Kernel;

namespace TechTransfer.EndToEnd;

/// <summary>
/// For wrong values in any field of a request body, the error says what is expected there, without names of our C# types.
/// </summary>
public sealed partial class WrongBodies
{
    private static readonly string[] Wrong = ["7", "1.5", "1e400", "\"x\"", "true", "null", "[]", "[7]", "[null]", "{}", "{\"x\":1}"];

    private static readonly HashSet<Type> Bodies = Reachable();

    public static TheoryData<string> Types =>
        [
            .. Bodies
                .Where(t => Json.Strict.GetTypeInfo(t).Kind == JsonTypeInfoKind.Object)
                .Select(t => t.AssemblyQualifiedName!)
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_wrong_value_is_answered_with_what_is_expected(string name)
    {
        var type = Type.GetType(name)!;
        foreach (var wrong in Wrong)
            Judge(type, wrong);
        foreach (var field in Json.Strict.GetTypeInfo(type).Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null))
        {
            foreach (var wrong in Wrong)
                Judge(type, $$"""{"{{field.Name}}":{{wrong}}}""");
        }
    }

    [Fact]
    public void The_bodies_of_all_apps_are_tried() => Assert.True(Bodies.Count > 60, $"{Bodies.Count}");

    private static void Judge(Type type, string json)
    {
        var faults =
            (IReadOnlyList<JsonFault>)
                (
                    (System.Runtime.CompilerServices.ITuple)
                        typeof(StrictJson)
                            .GetMethod(nameof(StrictJson.Read))!
                            .MakeGenericMethod(type)
                            .Invoke(null, [(ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(json)])!
                )[1]!;
        foreach (var fault in faults)
        {
            var words = Word().Matches(fault.Reason.En).Select(m => m.Value).ToHashSet();
            Assert.False(
                fault.Reason.En.Contains("another kind", StringComparison.Ordinal)
                    || fault.Reason.En.Contains("System.", StringComparison.Ordinal)
                    || Bodies.Any(t => words.Contains(t.Name) || words.Contains(t.Namespace ?? "")),
                $"{type.Name} {json}: {fault.Path} {fault.Reason.En}"
            );
        }
    }

    // All types in request bodies, nested ones included.
    private static HashSet<Type> Reachable()
    {
        var found = new HashSet<Type>();
        string[] apps = ["ContractRegistration", "RewardCalculation", "OwnershipGrants", "Certificates"];
        foreach (var method in apps.SelectMany(app => Assembly.Load(app).GetTypes()).SelectMany(t => t.GetMethods()))
        {
            if (method.GetCustomAttribute<OperationAttribute>()?.Body is { } body)
                Add(body);
        }
        return found;

        void Add(Type type)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (!found.Add(type))
                return;
            var info = Json.Strict.GetTypeInfo(type);
            if (info.ElementType is { } element)
                Add(element);
            foreach (var property in info.Properties)
                Add(property.PropertyType);
            foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
                Add(derived.DerivedType);
        }
    }

    [GeneratedRegex(@"[A-Za-z0-9`.]+")]
    private static partial Regex Word();
}
