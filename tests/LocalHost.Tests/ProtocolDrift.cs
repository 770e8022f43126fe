using System.Reflection;
using Google.Protobuf.Reflection;
using TechTransfer.LocalHost.Worker.Messages;

namespace TechTransfer.LocalHost.Tests;

/// <summary>Compares our copy of the worker protocol, which is only a part, with the protocol of the installed worker package.</summary>
public sealed class ProtocolDrift
{
    private static readonly FileDescriptor Ours = FunctionRpcReflection.Descriptor;
    private static readonly FileDescriptor Workers = DescriptorOf("Microsoft.Azure.Functions.Worker.Grpc");

    /// <summary>Messages of our copy that have fields; entries of maps are messages too.</summary>
    public static TheoryData<string> Messages() =>
        [.. All(Ours).Where(m => m.Fields.InDeclarationOrder().Count > 0).Select(m => m.FullName)];

    public static TheoryData<string> Enums() => [.. EnumsOf(Ours).Select(e => e.FullName)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Each_field_is_the_worker_s(string message)
    {
        var theirs = All(Workers).SingleOrDefault(m => m.FullName == message);
        Assert.NotNull(theirs);
        var known = theirs.Fields.InDeclarationOrder().Select(Describe).ToHashSet();
        Assert.All(
            All(Ours).Single(m => m.FullName == message).Fields.InDeclarationOrder(),
            field => Assert.Contains(Describe(field), known)
        );
    }

    [Theory]
    [MemberData(nameof(Enums))]
    public void Each_value_of_an_enum_is_the_worker_s(string name)
    {
        var theirs = EnumsOf(Workers).SingleOrDefault(e => e.FullName == name);
        Assert.NotNull(theirs);
        // Enumerations must match in both directions: an unknown log level would be logged as another one.
        Assert.Equal(theirs.Values.Select(Describe).Order(), EnumsOf(Ours).Single(e => e.FullName == name).Values.Select(Describe).Order());
    }

    [Fact]
    public void The_call_is_the_worker_s()
    {
        static string Describe(MethodDescriptor method) =>
            $"{method.FullName} {method.InputType.FullName} {method.IsClientStreaming} "
            + $"{method.OutputType.FullName} {method.IsServerStreaming}";
        Assert.Equal(
            Workers.Services.Single(s => s.Name == "FunctionRpc").Methods.Select(Describe),
            Ours.Services.Single().Methods.Select(Describe)
        );
    }

    [Fact]
    public void A_field_is_compared_by_number_name_type_label_and_choice() =>
        Assert.Equal(
            "4 status Enum AzureFunctionsRpcMessages.StatusResult.Status repeated=False map=False oneof=",
            Describe(StatusResult.Descriptor.FindFieldByNumber(4))
        );

    private static string Describe(FieldDescriptor field) =>
        $"{field.FieldNumber} {field.Name} {field.FieldType}{TypeOf(field)} "
        + $"repeated={field.IsRepeated} map={field.IsMap} oneof={field.ContainingOneof?.Name}";

    private static string TypeOf(FieldDescriptor field) =>
        field.FieldType switch
        {
            FieldType.Message => $" {field.MessageType.FullName}",
            FieldType.Enum => $" {field.EnumType.FullName}",
            _ => "",
        };

    private static string Describe(EnumValueDescriptor value) => $"{value.Number} {value.Name}";

    private static IEnumerable<MessageDescriptor> All(FileDescriptor file) => file.MessageTypes.SelectMany(WithNested);

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.NestedTypes.SelectMany(WithNested).Prepend(message);

    private static IEnumerable<EnumDescriptor> EnumsOf(FileDescriptor file) =>
        file.EnumTypes.Concat(All(file).SelectMany(m => m.EnumTypes));

    // The protocol classes of the worker package are internal, so use reflection.
    private static FileDescriptor DescriptorOf(string assembly)
    {
        var reflection = Assembly.Load(assembly).GetTypes().Single(type => type.Name == "FunctionRpcReflection");
        return (FileDescriptor)
            reflection.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
    }
}
