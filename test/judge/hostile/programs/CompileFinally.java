/** The compiler copies each finally block to both ways out of its try block. */
public class CompileFinally {
  static int x;
  public static void main(String[] args) {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    try { x++; } finally {
    x++;
    }}}}}}}}}}}}}}}}}}
  }
}
