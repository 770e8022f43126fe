using System.Reflection;
using System.Reflection.Emit;

namespace TechTransfer.Testing.Structure;

/// <summary>Finds feature folders of an assembly that use each other. A folder is the first part of a namespace below the assembly's own.</summary>
public static class FolderCycles
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Each pair of folders that use each other, with one use in either direction: "A ↔ B: A.X uses B.Y, B.Z uses A.X".</summary>
    /// <param name="assembly">A compiled app or library.</param>
    /// <param name="root">The namespace above its folders.</param>
    public static IReadOnlyList<string> Of(Assembly assembly, string root)
    {
        var uses = new SortedDictionary<(string From, string To), string>();
        foreach (var type in assembly.GetTypes())
        {
            if (FolderOf(type, root) is not { } from) continue;
            foreach (var used in UsedBy(type).Distinct())
            {
                if (used.Assembly != assembly || FolderOf(used, root) is not { } to || to == from) continue;
                uses.TryAdd((from, to), $"{NameOf(type, root)} uses {NameOf(used, root)}");
            }
        }
        return [.. uses.Where(use => string.CompareOrdinal(use.Key.From, use.Key.To) < 0 && uses.ContainsKey((use.Key.To, use.Key.From)))
            .Select(use => $"{use.Key.From} ↔ {use.Key.To}: {use.Value}, {uses[(use.Key.To, use.Key.From)]}")];
    }

    private static string? FolderOf(Type type, string root) =>
        type.Namespace is { } name && name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;

    private static string NameOf(Type type, string root)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return $"{type.Namespace![(root.Length + 1)..]}.{type.Name}";
    }

    private static IEnumerable<Type> UsedBy(Type type)
    {
        var used = new List<Type?> { type.BaseType };
        used.AddRange(type.GetInterfaces());
        used.AddRange(type.GetFields(All).Select(field => field.FieldType));
        used.AddRange(type.GetCustomAttributesData().SelectMany(TypesOf));
        foreach (var method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All)))
        {
            used.AddRange(method.GetParameters().Select(parameter => parameter.ParameterType));
            if (method is MethodInfo { ReturnType: var returned }) used.Add(returned);
            used.AddRange(method.GetCustomAttributesData().SelectMany(TypesOf));
            used.AddRange(InBody(method));
        }
        return used.OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type> TypesOf(CustomAttributeData attribute)
    {
        var values = attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue));
        return values.Select(value => value.Value).OfType<Type>().Append(attribute.AttributeType);
    }

    // A generic type uses what it is made of.
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
    }

    private static IEnumerable<Type?> InBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) yield break;
        foreach (var local in body.LocalVariables) yield return local.LocalType;
        foreach (var clause in body.ExceptionHandlingClauses)
        {
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause) yield return clause.CatchType;
        }
        foreach (var member in MembersIn(method, body.GetILAsByteArray()!))
        {
            yield return member as Type ?? member.DeclaringType;
            switch (member)
            {
                case FieldInfo field:
                    yield return field.FieldType;
                    break;
                case MethodInfo called:
                    yield return called.ReturnType;
                    foreach (var argument in called.IsGenericMethod ? called.GetGenericArguments() : []) yield return argument;
                    break;
            }
        }
    }

    private static IEnumerable<MemberInfo> MembersIn(MethodBase method, byte[] code)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            short value = code[at++];
            if (value == 0xFE) value = unchecked((short)(0xFE00 | code[at++]));
            switch (Codes[value].OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    yield return method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
                    at += 4;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(code, at));
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at++;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }
}
