/** Classes that are on the class path and on no list. */
package stranger;
