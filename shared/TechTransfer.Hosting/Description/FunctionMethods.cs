using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Microsoft.Azure.Functions.Worker;

namespace TechTransfer.Hosting.Description;

/// <summary>Finds an assembly's functions in its metadata, which is faster at start-up than loading all its types.</summary>
internal static class FunctionMethods
{
    public static IEnumerable<MethodInfo> In(Assembly assembly) =>
        TokensIn(assembly).Select(token => (MethodInfo)assembly.ManifestModule.ResolveMethod(token)!);

    private static unsafe List<int> TokensIn(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out var blob, out var length))
            throw new InvalidOperationException($"The metadata of {assembly} cannot be read.");
        var metadata = new MetadataReader(blob, length);
        var found = new List<int>();
        foreach (var handle in metadata.CustomAttributes)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Parent.Kind is not HandleKind.MethodDefinition || attribute.Constructor.Kind is not HandleKind.MemberReference)
                continue;
            var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
            if (constructor.Parent.Kind is not HandleKind.TypeReference)
                continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent);
            if (
                metadata.StringComparer.Equals(type.Name, nameof(FunctionAttribute))
                && metadata.StringComparer.Equals(type.Namespace, typeof(FunctionAttribute).Namespace!)
            )
                found.Add(MetadataTokens.GetToken(attribute.Parent));
        }
        return found;
    }
}
