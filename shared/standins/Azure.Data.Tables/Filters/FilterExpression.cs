using System.Linq.Expressions;
using System.Reflection;

namespace Azure.Data.Tables.Filters;

/// <summary>A filter written as a lambda: comparisons of properties with values, and <c>&amp;&amp;</c>, <c>||</c>, <c>!</c>. The service knows no more.</summary>
internal static class FilterExpression
{
    public static string Translate<T>(Expression<Func<T, bool>> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Translate(filter.Body);
    }

    private static string Translate(Expression expression) => expression switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both => $"({Translate(both.Left)}) and ({Translate(both.Right)})",
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either => $"({Translate(either.Left)}) or ({Translate(either.Right)})",
        UnaryExpression { NodeType: ExpressionType.Not } not => $"not ({Translate(not.Operand)})",
        BinaryExpression comparison when Operator(comparison.NodeType) is { } name => Compare(comparison.Left, name, comparison.Right),
        MethodCallExpression { Method: { Name: nameof(Equals), IsStatic: false } } equals when equals.Arguments.Count == 1 =>
            Compare(equals.Object!, "eq", equals.Arguments[0]),
        MethodCallExpression { Method: { Name: nameof(Equals) or "op_Equality", IsStatic: true } } equals when equals.Arguments.Count == 2 =>
            Compare(equals.Arguments[0], "eq", equals.Arguments[1]),
        _ when Property(expression) is { } property && Plain(property.Type) == typeof(bool) => $"{property.Name} eq true",
        _ => throw Unsupported(expression),
    };

    private static string Compare(Expression left, string name, Expression right)
    {
        // x.Name.CompareTo(value) >= 0 and string.Compare(x.Name, value) >= 0 are how C# says "ge" of strings.
        if (Comparands(left) is var (inner, with) && IsZero(right)) return Compare(inner, name, with);
        if (Property(left) is { } property) return $"{property.Name} {name} {Literal(property.Type, right)}";
        if (Property(right) is { } mirrored) return $"{mirrored.Name} {Mirror(name)} {Literal(mirrored.Type, left)}";
        throw Unsupported(left);
    }

    private static (Expression Left, Expression Right)? Comparands(Expression expression) => expression is not MethodCallExpression call ? null
        : call.Method switch
        {
            { Name: "CompareTo", IsStatic: false } when call.Arguments.Count == 1 => (call.Object!, call.Arguments[0]),
            { Name: nameof(string.Compare) or nameof(string.CompareOrdinal), IsStatic: true } when call.Arguments.Count == 2 => (call.Arguments[0], call.Arguments[1]),
            _ => null,
        };

    /// <summary>The property of the entity that the expression reads: a member, or a getter or the indexer of <see cref="TableEntity"/>.</summary>
    private static (string Name, Type Type)? Property(Expression expression) => expression switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert } convert when Property(convert.Operand) is { } inner =>
            (inner.Name, inner.Type == typeof(object) ? convert.Type : inner.Type),
        MemberExpression { Member.Name: "Value", Expression: { } nullable } when Nullable.GetUnderlyingType(nullable.Type) is not null => Property(nullable),
        MemberExpression { Expression: ParameterExpression } member => (EntityShape.NameOf(member.Member), member.Type),
        MethodCallExpression { Object: ParameterExpression } getter when IsGetter(getter) => ((string)Value(getter.Arguments[0])!, getter.Type),
        _ => null,
    };

    private static bool IsGetter(MethodCallExpression call) =>
        call.Object!.Type == typeof(TableEntity) && call.Arguments.Count == 1 && call.Method.Name.StartsWith("get", StringComparison.OrdinalIgnoreCase);

    private static string Literal(Type type, Expression expression)
    {
        var value = Value(expression);
        // The compiler compares enums as their numbers; the service keeps their names.
        return FilterLiteral.Of(Plain(type) is { IsEnum: true } name && value is not null ? Enum.ToObject(name, value) : value);
    }

    private static object? Value(Expression expression)
    {
        if (new ParameterFinder().IsIn(expression)) throw Unsupported(expression);
        try
        {
            return expression is ConstantExpression constant
                ? constant.Value
                : Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)();
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is not null)
        {
            throw thrown.InnerException;
        }
    }

    private static bool IsZero(Expression expression) => Value(expression) is 0;

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string? Operator(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        _ => null,
    };

    private static string Mirror(string name) => name switch { "gt" => "lt", "ge" => "le", "lt" => "gt", "le" => "ge", _ => name };

    private static NotSupportedException Unsupported(Expression expression) =>
        new($"The Table service has no filter for '{expression}': compare properties of the entity with values.");

    private sealed class ParameterFinder : ExpressionVisitor
    {
        private bool _found;

        public bool IsIn(Expression expression)
        {
            Visit(expression);
            return _found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found = true;
            return node;
        }
    }
}
