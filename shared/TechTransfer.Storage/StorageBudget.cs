using System.Globalization;
using TechTransfer.Storage.Aggregates;

namespace TechTransfer.Storage;

/// <summary>How long callers wait for a storage that does not answer.</summary>
/// <param name="Try">Time for one try of a call on rows or messages; the client library then repeats it.</param>
/// <param name="Work">Time for all storage calls of one HTTP request, and for one command of a queue or timer from its marker on. Always
/// shorter than the age at which the sweeper takes a marker up.</param>
public sealed record StorageBudget(TimeSpan Try, TimeSpan Work)
{
    /// <summary>Reads <c>StorageTrySeconds</c> (10 if missing) and <c>StorageSeconds</c> (25 if missing).</summary>
    /// <exception cref="InvalidOperationException">A value is not a positive number, or the second is not below the sweeper's
    /// age.</exception>
    public static StorageBudget From(Func<string, string?> setting)
    {
        TimeSpan Seconds(string name, double otherwise) =>
            setting(name) is not { Length: > 0 } text ? TimeSpan.FromSeconds(otherwise)
            : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
                ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"{name} must be a number of seconds above 0.");
        var budget = new StorageBudget(Seconds("StorageTrySeconds", 10), Seconds("StorageSeconds", 25));
        return budget.Work < Sweeper.Age
            ? budget
            : throw new InvalidOperationException(
                $"StorageSeconds must be below {Sweeper.Age.TotalSeconds}: the sweeper then takes commands up that still run."
            );
    }
}
