using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Where the value of one parameter comes from.</summary>
internal sealed class ParameterSource
{
    private readonly Func<FunctionContext, object?> _value;

    private ParameterSource(ParameterInfo parameter, bool byName, Func<FunctionContext, object?> value)
    {
        Parameter = parameter;
        ByName = byName;
        _value = value;
    }

    public ParameterInfo Parameter { get; }

    /// <summary>Whether it is looked up by its name in what came with the trigger.</summary>
    public bool ByName { get; }

    public object? ValueIn(FunctionContext context) => _value(context);

    public static ParameterSource For(ParameterInfo parameter, bool isTrigger)
    {
        if (isTrigger) return new(parameter, byName: false, context => context.Bindings().TriggerValue);
        if (parameter.ParameterType == typeof(FunctionContext)) return new(parameter, byName: false, context => context);
        if (parameter.ParameterType == typeof(CancellationToken)) return new(parameter, byName: false, context => context.CancellationToken);
        return new(parameter, byName: true, context => Named(parameter, context));
    }

    private static object? Named(ParameterInfo parameter, FunctionContext context)
    {
        if (context.BindingContext.BindingData.TryGetValue(parameter.Name!, out var value) && value is not null)
            return Convert(value, parameter, context);
        if (parameter.HasDefaultValue) return parameter.DefaultValue;
        if (!parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null) return null;
        throw new InvalidOperationException($"Function {context.FunctionDefinition.Name}: nothing to fill the parameter {parameter.Name} with.");
    }

    private static object? Convert(object value, ParameterInfo parameter, FunctionContext context)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type.IsInstanceOfType(value)) return value;
        if (value is not string text) throw Unfit(null);
        try
        {
            if (type == typeof(Guid)) return Guid.Parse(text);
            if (type == typeof(int)) return int.Parse(text, CultureInfo.InvariantCulture);
            if (type == typeof(long)) return long.Parse(text, CultureInfo.InvariantCulture);
            if (type == typeof(DateTimeOffset)) return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
            return JsonSerializer.Deserialize(text, type, context.InstanceServices.GetRequiredService<IOptions<JsonSerializerOptions>>().Value);
        }
        catch (Exception failure) when (failure is FormatException or OverflowException or JsonException)
        {
            throw Unfit(failure);
        }

        InvalidOperationException Unfit(Exception? inner) =>
            new($"Function {context.FunctionDefinition.Name}: the value for the parameter {parameter.Name} is not a {type.Name}.", inner);
    }
}
