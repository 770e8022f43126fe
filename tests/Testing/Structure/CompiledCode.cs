using System.Reflection;
using System.Reflection.Emit;

namespace TechTransfer.Testing.Structure;

internal static class CompiledCode
{
    public const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    /// <summary>The types in a type's base, interfaces, fields, attributes and methods, without those of its nested types.</summary>
    public static IEnumerable<Type> TypesUsedBy(Type type)
    {
        var used = new List<Type?> { type.BaseType };
        used.AddRange(type.GetInterfaces());
        used.AddRange(type.GetFields(All).Select(field => field.FieldType));
        used.AddRange(type.GetCustomAttributesData().SelectMany(TypesOf));
        return used.OfType<Type>().SelectMany(Parts).Concat(MethodsOf(type).SelectMany(TypesUsedBy));
    }

    public static IEnumerable<Type> TypesUsedBy(MethodBase method)
    {
        var used = method.GetParameters().Select(parameter => parameter.ParameterType).ToList<Type?>();
        if (method is MethodInfo { ReturnType: var returned })
            used.Add(returned);
        used.AddRange(method.GetCustomAttributesData().SelectMany(TypesOf));
        used.AddRange(InBody(method));
        return used.OfType<Type>().SelectMany(Parts);
    }

    public static IEnumerable<MethodBase> MethodsOf(Type type) => type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All));

    public static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }

    public static IEnumerable<MemberInfo> MembersUsedBy(MethodBase method) =>
        method.GetMethodBody() is { } body ? MembersIn(method, body.GetILAsByteArray()!) : [];

    private static IEnumerable<Type> TypesOf(CustomAttributeData attribute)
    {
        var values = attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue));
        return values.Select(value => value.Value).OfType<Type>().Append(attribute.AttributeType);
    }

    // Splits a constructed type into its definition and its type arguments, and an array into its element type.
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
            return Parts(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition()) : [type];
    }

    private static IEnumerable<Type?> InBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
            yield break;
        foreach (var local in body.LocalVariables)
            yield return local.LocalType;
        foreach (var clause in body.ExceptionHandlingClauses)
        {
            if (clause.Flags == ExceptionHandlingClauseOptions.Clause)
                yield return clause.CatchType;
        }
        foreach (var member in MembersUsedBy(method))
        {
            yield return member as Type ?? member.DeclaringType;
            switch (member)
            {
                case FieldInfo field:
                    yield return field.FieldType;
                    break;
                case MethodInfo called:
                    yield return called.ReturnType;
                    foreach (var argument in called.IsGenericMethod ? called.GetGenericArguments() : [])
                        yield return argument;
                    break;
            }
        }
    }

    private static IEnumerable<MemberInfo> MembersIn(MethodBase method, byte[] code)
    {
        var ofType = method.DeclaringType is { IsGenericType: true } generic ? generic.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length; )
        {
            short value = code[at++];
            if (value == 0xFE)
                value = unchecked((short)(0xFE00 | code[at++]));
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
