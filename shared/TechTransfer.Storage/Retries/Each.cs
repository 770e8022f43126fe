using System.Runtime.ExceptionServices;

namespace TechTransfer.Storage.Retries;

/// <summary>Handles several parts of one item, such as the certificates that one message requests. A failing part does not stop the others;
/// the first failure is thrown at the end, and the whole item is then retried. Parts must be idempotent.</summary>
public static class Each
{
    /// <summary>Handles the parts one after another. Throws the first failure after the last part.</summary>
    public static async Task DoAsync<T>(IEnumerable<T> parts, Func<T, Task> act, CancellationToken cancellation)
    {
        ExceptionDispatchInfo? first = null;
        foreach (var part in parts)
        {
            try
            {
                await act(part);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                first ??= ExceptionDispatchInfo.Capture(failure);
            }
        }
        first?.Throw();
    }

    /// <summary>Runs the actions one after another. Throws the first failure after the last action.</summary>
    public static Task DoAsync(IEnumerable<Func<Task>> parts, CancellationToken cancellation) =>
        DoAsync(parts, part => part(), cancellation);
}
