using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Finds the classes with functions in an assembly's metadata: an app that starts need not load its other types for that.</summary>
internal static class FunctionMethods
{
    public static IEnumerable<Type> ClassesIn(Assembly assembly) =>
        DeclaringTypesIn(assembly).Distinct().Select(token => assembly.ManifestModule.ResolveType(token)).Where(type => type is { IsClass: true, ContainsGenericParameters: false });

    private static unsafe List<int> DeclaringTypesIn(Assembly assembly)
    {
        if (!assembly.TryGetRawMetadata(out var blob, out var length)) throw new InvalidOperationException($"The metadata of {assembly} cannot be read.");
        var metadata = new MetadataReader(blob, length);
        var found = new List<int>();
        foreach (var handle in metadata.CustomAttributes)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Parent.Kind is not HandleKind.MethodDefinition || attribute.Constructor.Kind is not HandleKind.MemberReference) continue;
            var constructor = metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor);
            if (constructor.Parent.Kind is not HandleKind.TypeReference) continue;
            var type = metadata.GetTypeReference((TypeReferenceHandle)constructor.Parent);
            if (!metadata.StringComparer.Equals(type.Name, nameof(FunctionAttribute)) || !metadata.StringComparer.Equals(type.Namespace, typeof(FunctionAttribute).Namespace!)) continue;
            found.Add(MetadataTokens.GetToken(metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Parent).GetDeclaringType()));
        }
        return found;
    }
}
